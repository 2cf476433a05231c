cimport cython

@cython.locals(
    whole=Py_ssize_t, broken=Py_ssize_t, at=Py_ssize_t, lead="unsigned char", least="unsigned char", most="unsigned char", more=int,
)
cpdef tuple sequences(bytes data, Py_ssize_t size)
