cimport cython

@cython.locals(whole=Py_ssize_t, broken=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t)
cpdef tuple sequences(bytes data, Py_ssize_t size, Py_ssize_t odds)

@cython.locals(found=list, size=Py_ssize_t, start=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, tells=Py_ssize_t)
cpdef list stretches(bytes data, Py_ssize_t enough, Py_ssize_t shortest)

@cython.locals(lead="unsigned char", least="unsigned char", most="unsigned char", more=int)
cdef inline Py_ssize_t _sequence(bytes data, Py_ssize_t at, Py_ssize_t size) except 0
