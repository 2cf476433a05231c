cimport cython

cdef unsigned int _FACTOR, _WORD, _SINGLE
cdef int _HEAD_BITS, _SLOT_BITS, _HEAD

@cython.locals(
    found=list, latest="int[::1]", count="int[::1]",
    values="unsigned int[::1]", line=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t, number="unsigned int",
    far=int,
    pair="unsigned int", begins=cython.bint, value="unsigned int", many=int,
    each=int, gram=Py_ssize_t, row=Py_ssize_t, part=Py_ssize_t, other=Py_ssize_t, rule=Py_ssize_t,
)
cpdef list hit_lines(
    const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end,
    const unsigned short[::1] numbers, const unsigned char[::1] heads, const unsigned int[::1] hashes,
    const int[::1] slots, const int[::1] ends, const int[::1] parts, const int[::1] near,
    const int[::1] longest, const int[::1] least,
)
@cython.locals(bit="unsigned int")
cdef int _has(const unsigned char[::1] heads, int which, unsigned int value) except -1
