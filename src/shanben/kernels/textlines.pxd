cimport cython

cdef unsigned int _FACTOR, _WORD
cdef unsigned long long _PRIME, _LONG
cdef int _PAIR_BITS
cdef unsigned int _ZERO, _NINE, _COLON, _SPACE, _HYPHEN, _SLASH, _A, _G, _O, _YEAR, _MONTH, _BEFORE

@cython.locals(count=Py_ssize_t, open_=cython.bint, at=Py_ssize_t, kind=int)
cpdef Py_ssize_t line_spans(
    const unsigned char[::1] classes, const unsigned char[::1] members, long long[::1] start, long long[::1] end
) except -1

@cython.locals(line=Py_ssize_t, at=Py_ssize_t)
cpdef void count_kinds(
    const unsigned int[::1] codes, const unsigned char[::1] table, const long long[::1] start, const long long[::1] end,
    double[:, ::1] counts, unsigned char[:, ::1] edges,
) except *
@cython.locals(found=list, line=Py_ssize_t, at=Py_ssize_t, last=Py_ssize_t, second="unsigned int")
cpdef list wordy_lines(
    str text, const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end,
    const unsigned char[::1] separators, const unsigned char[::1] heads, const unsigned char[::1] words, Py_ssize_t longest,
)
@cython.locals(stop=Py_ssize_t)
cdef bint _is_made_of(
    str text, const unsigned int[::1] codes, Py_ssize_t at, Py_ssize_t last, const unsigned char[::1] words
) except -1
@cython.locals(at=Py_ssize_t, value="unsigned int")
cpdef unsigned int run_hash(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t end) except? 0
cpdef unsigned int pair_hash(unsigned int first, unsigned int second) noexcept
@cython.locals(
    found=list, line=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t, code="unsigned int", before="unsigned int",
    dated=cython.bint,
)
cpdef list dated_lines(const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end)
@cython.locals(mark="unsigned int", century=cython.bint)
cdef bint _is_dated(const unsigned int[::1] codes, Py_ssize_t first, Py_ssize_t at, Py_ssize_t last) except -1
cdef bint _parts(unsigned int code) noexcept
@cython.locals(counts=dict, hashes=list, line=Py_ssize_t, value="unsigned long long", at=Py_ssize_t)
cpdef list count_equal(const unsigned int[::1] codes, const long long[::1] start, const long long[::1] end)
