cimport cython

@cython.locals(
    found=list, size="unsigned int", new="unsigned int", sums="int[::1]", text=Py_ssize_t, end=Py_ssize_t,
    at=Py_ssize_t, language=Py_ssize_t, last="unsigned int", here="unsigned int", row="unsigned int", least=int,
)
cpdef list discords(
    const unsigned short[::1] folded, list starts, const unsigned short[::1] numbers, const unsigned short[::1] rows,
    const unsigned char[:, ::1] pairs, const unsigned char[:, ::1] firsts, const unsigned char[:, ::1] seconds, int most,
    Py_ssize_t width,
)
