cimport cython

cdef Py_ssize_t _PARENT, _BOX, _STATE, _FIELDS
cdef long long _HIDDEN, _CONCEALED, _READING
cdef signed char _BY_HIDDEN, _BY_RUBY

@cython.locals(block=Py_ssize_t, node=Py_ssize_t, around=Py_ssize_t)
cpdef extents(const long long[::1] box, const long long[::1] nodes, long long[::1] first, long long[::1] end)
@cython.locals(
    concealed=Py_ssize_t, shown=Py_ssize_t, text=Py_ssize_t, state="long long", size=Py_ssize_t, conceals=cython.bint,
    seen=Py_ssize_t, at=Py_ssize_t,
)
cpdef Py_ssize_t unseen_nodes(
    const long long[::1] nodes, const long long[::1] node, const long long[::1] bounds, signed char[::1] unseen
) except -1
