cimport cython

@cython.locals(
    ones="unsigned int", byte="unsigned int", count=Py_ssize_t, value="unsigned int", within=bint, at=Py_ssize_t,
    code="unsigned int",
)
cpdef Py_ssize_t hash_words(
    const unsigned int[::1] codes, const unsigned int[::1] crc, unsigned int[::1] hashes, long long[::1] start, long long[::1] end
) except -1
