cimport cython

@cython.locals(
    line_feed="unsigned int", found=list, size=Py_ssize_t, width=Py_ssize_t, most=Py_ssize_t, start=Py_ssize_t,
    topics="unsigned long long", at=Py_ssize_t, kind="unsigned int", cell=Py_ssize_t, word=Py_ssize_t, length=Py_ssize_t,
    same=Py_ssize_t,
)
cpdef list hint_lines(
    const unsigned int[::1] codes, const unsigned short[::1] kinds, const unsigned short[::1] heads,
    const unsigned long long[::1] words,
)
