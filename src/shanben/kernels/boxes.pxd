cimport cython

cdef Py_ssize_t _PARENT, _BOX, _FIELDS

@cython.locals(block=Py_ssize_t, node=Py_ssize_t, around=Py_ssize_t)
cpdef extents(const long long[::1] box, const long long[::1] nodes, long long[::1] first, long long[::1] end)
