cimport cython

@cython.locals(
    long=Py_ssize_t, most=Py_ssize_t, fine=Py_ssize_t, kept_fine=Py_ssize_t, size=Py_ssize_t, best=Py_ssize_t,
    worth=Py_ssize_t, run=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t,
    keep=bint, length=Py_ssize_t, prose=bint, stop=Py_ssize_t, place=Py_ssize_t, mark=Py_UCS4,
)
cpdef tuple stretch_of(
    const long long[::1] starts, const long long[::1] ends, const unsigned char[::1] kept, str folded
)
