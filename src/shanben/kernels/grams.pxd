cimport cython

cdef Py_ssize_t _gram(const unsigned int[::1] hashes, Py_ssize_t gram, unsigned int value) except? -2
@cython.locals(
    factor="unsigned int", word="unsigned int", single="unsigned int", head=int, slot=int, most=Py_ssize_t,
    found=list, latest="int[::1]", count="int[::1]", line=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t,
    number="unsigned int", value="unsigned int", sizes=int, begun=int, size=int, third=Py_ssize_t, near_head=Py_ssize_t, table=Py_ssize_t, gram=Py_ssize_t, row=Py_ssize_t,
    part=Py_ssize_t, other=Py_ssize_t, rule=Py_ssize_t,
)
cpdef list hit_lines(
    const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end,
    const unsigned short[::1] numbers, const unsigned char[::1] heads, const unsigned int[::1] hashes,
    const unsigned short[::1] slots, const int[::1] ends, const int[::1] parts, const int[::1] near,
    const int[::1] longest, const int[::1] least,
)
