cimport cython

@cython.locals(read=Py_ssize_t, put=Py_ssize_t, taken=Py_ssize_t, edit=Py_ssize_t, at=Py_ssize_t)
cpdef void apply(
    const unsigned int[::1] source, const long long[::1] start, const long long[::1] end, const long long[::1] size,
    const unsigned int[::1] inserted, unsigned int[::1] target,
) except *
@cython.locals(count=Py_ssize_t, edit=Py_ssize_t, behind="long long")
cpdef Py_ssize_t first_wrong(
    const long long[::1] start, const long long[::1] end, const long long[::1] size, const long long[::1] rule, long long length,
    long long rules,
) except -2
@cython.locals(held="long long", edit=Py_ssize_t)
cpdef long long total(const long long[::1] start, const long long[::1] end) except? -1
@cython.locals(grown="long long", edit=Py_ssize_t)
cpdef void shift(
    const long long[::1] start, const long long[::1] end, const long long[::1] size, long long[::1] out
) except *
@cython.locals(number=Py_ssize_t, edit=Py_ssize_t, here=Py_ssize_t, there=Py_ssize_t)
cpdef void carry(
    const long long[::1] start, const long long[::1] size, const long long[::1] far_start, const long long[::1] far_size,
    const long long[::1] first, const long long[::1] last, long long[::1] low, long long[::1] high,
) except *
@cython.locals(low=Py_ssize_t, high=Py_ssize_t, step=Py_ssize_t, middle=Py_ssize_t)
cdef Py_ssize_t _ending_after(
    const long long[::1] start, const long long[::1] size, long long at, Py_ssize_t known
) except -1
cdef long long _shift(
    const long long[::1] start, const long long[::1] size, const long long[::1] far_start, const long long[::1] far_size,
    Py_ssize_t edit,
) except? -1
@cython.locals(
    count=Py_ssize_t, one=Py_ssize_t, two=Py_ssize_t, grown="long long", shrunk="long long", reach="long long", begin="long long",
    end="long long", earlier=cython.bint, decided=cython.bint, opened="long long",
)
cpdef Py_ssize_t compose(const long long[:, ::1] first, const long long[:, ::1] later, long long[:, ::1] out) except -1
@cython.locals(
    put=Py_ssize_t, taken=Py_ssize_t, used=Py_ssize_t, edit=Py_ssize_t, grown="long long", number=Py_ssize_t, place="long long",
    at=Py_ssize_t, left=Py_ssize_t,
)
cpdef Py_ssize_t join(
    const long long[:, ::1] first, const long long[:, ::1] later, const unsigned int[::1] one, const unsigned int[::1] two,
    unsigned int[::1] out,
) except -1
