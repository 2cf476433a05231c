cimport cython

cdef int _SPACE, _DIGIT, _END, _COMMA, _COLON, _QUOTE, _SEPARATOR, _BRACKET, _OTHER
cdef int _LENGTH, _DIGITS, _FUNCTION, _COMMAS, _ENDED, _SENTENCE, _RULES, _STRONG, _WEAK, _MET

cpdef int text_rows(
    const double[:, ::1] counts, const unsigned char[:, ::1] edges, const double[::1] size, const double[::1] sentence,
    const double[::1] length, const double[::1] repeated, const double[:, :, ::1] cover, const unsigned char[::1] named,
    const unsigned char[::1] marks, const double[::1] logs, double[:, ::1] out,
) except -1
@cython.locals(line=Py_ssize_t, link="double[::1]")
cpdef int page_rows(
    const long long[:, ::1] blocks, const double[:, ::1] shares, const long long[::1] at, const long long[:, ::1] tree,
    const double[::1] size, const double[::1] logs, double[:, ::1] out, int row,
) except -1
@cython.locals(row=Py_ssize_t, line=Py_ssize_t)
cpdef void scale(
    const double[:, ::1] table, const float[::1] mean, const float[::1] factor, double far, float[:, ::1] out
) except *
@cython.locals(line=Py_ssize_t, numbers=dict, group="int[::1]", held="double[::1]", number=Py_ssize_t)
cpdef void share(double[::1] chance, const double[::1] size, const long long[::1] path) except *

@cython.locals(line=Py_ssize_t, kind=Py_ssize_t, solid=double, some=double, first=int, last=int)
cdef int _make(
    const double[:, ::1] counts, const unsigned char[:, ::1] edges, const double[::1] size, const double[::1] sentence,
    const double[::1] length, const double[::1] repeated, double[:, ::1] out,
) except -1
@cython.locals(line=Py_ssize_t, label=Py_ssize_t, strong=double, weak=double)
cdef int _rules(const double[:, :, ::1] cover, double[:, ::1] out, int row) except -1
@cython.locals(line=Py_ssize_t)
cdef void _beside(
    const double[::1] sums, Py_ssize_t width, Py_ssize_t lines, double divisor, double[:, ::1] out, int before, int after
) except *
@cython.locals(line=Py_ssize_t)
cdef void _run_up(const double[:, ::1] out, int row, double[::1] sums) except *
@cython.locals(lines=Py_ssize_t, sums="double[::1]", rows="int[::1]", widths="int[::1]", number=int, place=int, at=int)
cdef int _neighbours(double[:, ::1] out, int row) except -1
@cython.locals(
    lines=Py_ssize_t, line=Py_ssize_t, solid=double, prose=double, met=double, gain=double, most=double, least=double,
    begin=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, spoken=double,
)
cdef int _place(const double[::1] size, const double[::1] logs, double[:, ::1] out, int row) except -1
@cython.locals(
    lines=Py_ssize_t, line=Py_ssize_t, held="unsigned char[::1]", label=Py_ssize_t, mark=Py_ssize_t, away=Py_ssize_t,
    seen=Py_ssize_t, total=Py_ssize_t,
)
cdef int _landmarks(
    const double[:, ::1] counts, const unsigned char[::1] named, const unsigned char[::1] marks, const double[::1] logs,
    double[:, ::1] out, int row,
) except -1
@cython.locals(line=Py_ssize_t, block=Py_ssize_t, bit=int)
cdef int _own(
    const long long[:, ::1] blocks, const double[:, ::1] shares, const long long[::1] at, double[:, ::1] out, int row
) except -1
@cython.locals(
    lines=Py_ssize_t, line=Py_ssize_t, numbers=dict, group="int[::1]", held="double[::1]", members="int[::1]", number=Py_ssize_t,
    solid=double, prose=double, linked=double,
)
cdef int _alike(
    const long long[:, ::1] blocks, const long long[::1] at, const double[::1] size, const double[::1] link,
    const double[::1] logs, double[:, ::1] out, int row,
) except -1
@cython.locals(
    elements=Py_ssize_t, held="double[::1]", told="double[::1]", score="double[::1]", line=Py_ssize_t, element=Py_ssize_t,
    outer=Py_ssize_t, outermost=Py_ssize_t, number=int,
)
cdef int _around(
    const long long[:, ::1] blocks, const long long[::1] at, const long long[:, ::1] tree, const double[::1] size,
    const double[::1] link, const double[::1] logs, double[:, ::1] out, int row,
) except -1
@cython.locals(
    lines=Py_ssize_t, sums="double[::1]", spoken="int[::1]", line=Py_ssize_t, element=Py_ssize_t, here=Py_ssize_t,
    there=Py_ssize_t, first=Py_ssize_t, end=Py_ssize_t, number=int, solid=double, prose=double, some=double, rows=Py_ssize_t,
)
cdef void _hold(
    const long long[:, ::1] tree, const double[::1] size, const double[::1] link, const double[::1] logs, double[:, ::1] out,
    double[::1] held, double[::1] told,
) except *
@cython.locals(
    elements=Py_ssize_t, second="double[::1]", third="double[::1]", line=Py_ssize_t, worth=double, element=Py_ssize_t,
    outer=Py_ssize_t, plain=double,
)
cdef void _rate(
    const long long[:, ::1] blocks, const long long[::1] at, const long long[:, ::1] tree, const double[::1] link,
    double[:, ::1] out, double[::1] held, double[::1] score,
) except *
@cython.locals(
    lines=Py_ssize_t, best=Py_ssize_t, element=Py_ssize_t, most=double, low=Py_ssize_t, high=Py_ssize_t, line=Py_ssize_t,
    steps="int[::1]", away=int,
)
cdef int _main(
    const long long[:, ::1] blocks, const long long[::1] at, const long long[:, ::1] tree, const double[::1] logs,
    double[::1] held, double[::1] score, double[:, ::1] out, int row,
) except -1
@cython.locals(
    lines=Py_ssize_t, line=Py_ssize_t, linked="double[::1]", solid="double[::1]", headings="double[::1]", widths="int[::1]",
    place=int, here=int, low=Py_ssize_t, high=Py_ssize_t, path="long long",
)
cdef int _near(
    const long long[:, ::1] blocks, const long long[::1] at, const double[::1] size, const double[::1] link, double[:, ::1] out,
    int row,
) except -1
