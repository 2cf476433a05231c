cimport cython

@cython.locals(line=Py_ssize_t, at=Py_ssize_t)
cpdef void count_kinds(
    const unsigned int[::1] codes, const unsigned char[::1] table, const long long[::1] start, const long long[::1] end,
    double[:, ::1] counts, unsigned char[:, ::1] edges,
) except *
