cimport cython

@cython.locals(
    found="long long[::1]", at=Py_ssize_t, each=Py_ssize_t, present="unsigned long long", bit="unsigned long long", counts=list,
    held="long long",
)
cpdef tuple tally(const unsigned char[::1] classes, Py_ssize_t count)
@cython.locals(at=Py_ssize_t)
cpdef void look_up(const unsigned int[::1] codes, const unsigned char[::1] table, unsigned char[::1] out) except *
