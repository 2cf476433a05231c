cimport cython

cdef unsigned int _FIRST, _SECOND, _WORD

@cython.locals(found=list, at=Py_ssize_t, value="unsigned int", upper="unsigned int", lower="unsigned int")
cpdef list ends(const unsigned int[::1] codes, const unsigned char[::1] high, const unsigned char[::1] low)
cpdef unsigned int pair_of(unsigned int first, unsigned int second) noexcept
