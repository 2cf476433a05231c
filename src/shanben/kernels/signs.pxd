cimport cython

@cython.locals(
    found="unsigned long long", size=Py_ssize_t, most="unsigned int", at=Py_ssize_t,
    one="unsigned int", two="unsigned int", three="unsigned int",
)
cpdef unsigned long long signs_of(
    const unsigned int[::1] codes, const unsigned short[::1] kinds, unsigned int edge,
    const unsigned long long[::1] before, const unsigned long long[::1] here, const unsigned long long[::1] after,
)

@cython.locals(
    size=Py_ssize_t, start=Py_ssize_t, last=Py_ssize_t, before=Py_ssize_t, at=Py_ssize_t, length=Py_ssize_t, step=int,
    begin=Py_ssize_t, same=Py_ssize_t,
)
cpdef bint doubled(const unsigned int[::1] codes, unsigned int mark, Py_ssize_t least)
