cimport cython

@cython.locals(
    factor="unsigned int", word="unsigned int", shift=int, count=Py_ssize_t, found=list, first="int[::1]", following="int[::1]",
    hashes="unsigned int[::1]", number=Py_ssize_t, value="unsigned int", at=Py_ssize_t, leaving="unsigned int", place=Py_ssize_t,
)
cpdef list quoted(const unsigned int[::1] codes, const unsigned int[::1] wanted, Py_ssize_t size)
