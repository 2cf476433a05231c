cimport cython

@cython.locals(
    newline="unsigned int", ideograph="unsigned int", wide="unsigned int", no_head="unsigned int", narrowest=int, ragged=int,
    unopened=list, lengths=list, inside=list, full=list, size=Py_ssize_t, ends="int[::1]", widths="int[::1]",
    between="signed char[::1]", lines=int, line=int, start=Py_ssize_t, width=int, before="unsigned int", after="unsigned int",
    at=Py_ssize_t, some=Py_ssize_t, column=int, apart=int, same=int, wider=int,
)
cpdef tuple line_ends(const unsigned int[::1] codes, bytes traits)

@cython.locals(
    newline="unsigned int", blank="unsigned int", most=int, found=list, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t,
    end=Py_ssize_t, ends=Py_ssize_t,
)
cpdef list idle_blanks(const unsigned int[::1] codes, bytes traits)
