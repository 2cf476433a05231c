cimport cython

@cython.locals(
    word="unsigned long long", mix="unsigned long long", again="unsigned long long", half="unsigned long long",
    marks="unsigned int", pairs="unsigned long long", triples="unsigned long long", at=Py_ssize_t, left=Py_ssize_t,
    one="unsigned long long", two="unsigned long long", code="unsigned long long", pair="unsigned long long",
    key="unsigned long long", mark="unsigned int", cell="unsigned int", cost="unsigned int", weight="unsigned int",
    hit=bint, held=bint, known=bint,
)
cpdef void costs_of(
    const unsigned short[::1] folded, Py_ssize_t size, bytes singles,
    const unsigned int[::1] bigram, const unsigned short[::1] trigram,
    const float[::1] steps, const float[::1] coarse, float[::1] result,
)

@cython.locals(
    most="unsigned int", before="unsigned int", trait="unsigned int", sort="unsigned int", cost=double, at=Py_ssize_t,
)
cpdef void with_neighbours(
    const unsigned int[::1] codes, const float[::1] costs, bytes traits, bytes tops, bytes fixed,
    const float[::1] pairs, double[::1] result,
)

@cython.locals(
    most="unsigned int", nbsp="unsigned int", found=list, total=double, beyond=double, at=Py_ssize_t, text=Py_ssize_t,
    before_total=double, before_beyond=double, high=int, start=Py_ssize_t, end=Py_ssize_t, code="unsigned int",
    before="unsigned int", here="unsigned int", after="unsigned int", cost=double,
)
cpdef list text_sums(
    const unsigned int[::1] codes, const double[::1] costs, bytes traits, const float[::1] between, double blank,
    list starts, Py_ssize_t gap,
)
