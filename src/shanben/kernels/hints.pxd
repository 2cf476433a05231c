cimport cython

@cython.locals(
    line_feed=Py_ssize_t, factor=Py_ssize_t, triples=Py_ssize_t, found=list, size=Py_ssize_t, width=Py_ssize_t,
    shorter=Py_ssize_t, firsts=Py_ssize_t, start=Py_ssize_t, topics="unsigned long long", kind=Py_ssize_t, after=Py_ssize_t,
    third=Py_ssize_t, at=Py_ssize_t, word=Py_ssize_t, length=Py_ssize_t, same=Py_ssize_t,
)
cpdef list hint_lines(
    const unsigned int[::1] codes, const unsigned short[::1] kinds, const unsigned short[::1] heads,
    const unsigned long long[::1] words,
)

@cython.locals(
    found=dict, size=Py_ssize_t, behind=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t,
)
cpdef dict topics_of(const long long[::1] starts, const long long[::1] ends, list hints)
