cimport cython

@cython.locals(count=Py_ssize_t, open_=cython.bint, at=Py_ssize_t, kind=int)
cpdef Py_ssize_t line_spans(
    const unsigned char[::1] classes, const unsigned char[::1] members, long long[::1] start, long long[::1] end
) except -1

@cython.locals(line=Py_ssize_t, at=Py_ssize_t)
cpdef void count_kinds(
    const unsigned int[::1] codes, const unsigned char[::1] table, const long long[::1] start, const long long[::1] end,
    double[:, ::1] counts, unsigned char[:, ::1] edges,
) except *
@cython.locals(found=list, line=Py_ssize_t, size="long long")
cpdef list short_lines(
    const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end, const unsigned char[::1] table,
    long long longest,
)
