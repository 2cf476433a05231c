cimport cython

@cython.locals(
    lines=list, space="unsigned int", edges="unsigned int[::1]", put=Py_ssize_t, line=Py_ssize_t, count=Py_ssize_t, at=Py_ssize_t,
)
cpdef tuple edges_of(const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end, Py_ssize_t size)
@cython.locals(
    factor="unsigned int", word="unsigned int", shift=int, found=list, first="int[::1]", following="int[::1]",
    hashes="unsigned int[::1]", number=Py_ssize_t, value="unsigned int", at=Py_ssize_t, leaving="unsigned int", place=Py_ssize_t,
)
cpdef list quoted(const unsigned int[::1] codes, const unsigned int[::1] wanted, Py_ssize_t count, Py_ssize_t size)
@cython.locals(
    held=bytearray, line=Py_ssize_t, first=Py_ssize_t, size=Py_ssize_t, begin=Py_ssize_t, at=Py_ssize_t,
)
cpdef bytearray held_lines(
    const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end, Py_ssize_t least,
    const unsigned int[::1] title,
)
