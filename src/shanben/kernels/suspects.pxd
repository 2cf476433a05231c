cimport cython

@cython.locals(
    kind="unsigned int", kana="unsigned int", not_japanese="unsigned int", half_japanese=bint, latin="unsigned int", rare="unsigned int", window=int, share=double, crowd=int, asian="unsigned int",
    newline="unsigned int", found=list, size=Py_ssize_t, start=Py_ssize_t, at=Py_ssize_t, high=int, here=int,
    seen="unsigned int", before="unsigned int", trait="unsigned int", after="unsigned int", last="unsigned int",
    code="unsigned int", following="unsigned int", crowded=bint, company=bint, apart=bint, parted=bint,
    one=int, two=int, three=int, four=int, plain_one=int, plain_two=int, plain_three=int,
)
cpdef list odd_lines(const unsigned int[::1] codes, bytes traits, bytes odd_pairs)

@cython.locals(
    lost="unsigned int", window=Py_ssize_t, strange=double, more=double, found=list, places="int[::1]", weights="double[::1]",
    begin=Py_ssize_t, end=Py_ssize_t, text=Py_ssize_t, count=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, least=double,
    opened=bint, first=Py_ssize_t, highest=Py_ssize_t, total=double,
)
cpdef list strange_runs(const unsigned int[::1] codes, const double[::1] costs, list starts)
