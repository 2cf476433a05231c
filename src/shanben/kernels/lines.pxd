cimport cython

cdef int BREAK, COMMENT, CONTENT, EMPTY, PLAINTEXT, RULE, SCRIPT, BOLD, CODE, LINK, PRE
cdef int BY_BLOCK, BY_CELL, BY_COMMENT, BY_ENTITY, BY_HIDDEN, BY_SCRIPT, BY_SPACE, BY_TAG
cdef unsigned long long ANCHOR, BREAKING
cdef int _START, _END, _FIRST, _LAST, _FROM, _TO, _SIZE, _LINK, _BOLD, _LISTED, _LINKS, _CELLS, _BREAKS, _SOLID, _CELL, _ROW
cdef int _EDIT, _PUT, _FIELDS, _NODE_CODE, _NODE_STATE, _NODE_CELL, _NODE_ROW, _NODE_FIELDS
cdef int _NONE, _SPACE, _RETURN, _SOFT, _DARK, _KIND, _ENTITY
cdef unsigned int _NEWLINE, _TAB, _BLANK, _CARRIAGE, _AMPERSAND, _NUMBER_SIGN, _HARD, _WIDE_BLANK
cdef unsigned int _CAPITAL_A, _CAPITAL_Z, _SMALL_A, _SMALL_Z
cdef int _BRS, _ELEMENT

@cython.final
cdef class Lines:
    cdef str source
    cdef const unsigned int[::1] text
    cdef const long long[::1] bounds, nodes, acts, held
    cdef const signed char[::1] unseen
    cdef const unsigned long long[::1] traits
    cdef object reference
    cdef Py_ssize_t longest, tokens, shown, piece, entity, breaking, broken, latest, links
    cdef readonly Py_ssize_t count, size, changed, inserted
    cdef unsigned int[::1] codes, out, put
    cdef int[::1] places, afters, starts
    cdef unsigned char[::1] kinds
    cdef long long[:, ::1] lines, edits
    cdef int state
    cdef Py_ssize_t solid, dark, linked, bold, listed
    cdef readonly object table
    cdef bint open, rows, soft

    @cython.locals(
        begin=Py_ssize_t, dark=bint, breaks=Py_ssize_t, piece=Py_ssize_t, node=Py_ssize_t, first=Py_ssize_t,
    )
    cdef Py_ssize_t _gather(self) except -1
    @cython.locals(
        unit=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, dark=bint, code="unsigned int", decoded=str, size=Py_ssize_t, character=Py_UCS4, kind=int,
    )
    cdef bint _copy(self, Py_ssize_t piece) except -1
    cdef int _kind(self, unsigned int code) noexcept
    cdef bint _is_pre(self, Py_ssize_t node) except -1
    @cython.locals(
        codes="unsigned int[::1]", kinds="unsigned char[::1]", count=Py_ssize_t, unit=Py_ssize_t, entity=int, kind=int,
    )
    cdef Py_ssize_t _returns(self, Py_ssize_t first) except -1
    @cython.locals(piece=Py_ssize_t, unit=Py_ssize_t)
    cdef int _blank(self, Py_ssize_t first, Py_ssize_t last) except -1
    @cython.locals(act=Py_ssize_t)
    cdef bint _breaks(self, Py_ssize_t token) except -1

    @cython.locals(
        codes="unsigned int[::1]", kinds="unsigned char[::1]", out="unsigned int[::1]", left=Py_ssize_t, space=Py_ssize_t,
        wraps=bint, returns=bint, piece=Py_ssize_t, unit=Py_ssize_t, code="unsigned int", kind=int,
    )
    cdef int _lay_out(self) except -1
    @cython.locals(token=Py_ssize_t)
    cdef int _gap(self, Py_ssize_t left, Py_ssize_t right, Py_ssize_t piece, Py_ssize_t space, bint returns) except -1
    @cython.locals(unit=Py_ssize_t, piece=Py_ssize_t)
    cdef int _write(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t space, bint returns) except -1
    @cython.locals(at=Py_ssize_t, entity=bint, same=bint)
    cdef int _add(self, Py_ssize_t unit, unsigned int code, bint kept) except -1
    cdef int _insert(self, unsigned int code) except -1
    @cython.locals(at=Py_ssize_t)
    cdef int _change(self, Py_ssize_t start, Py_ssize_t end, int rule) except -1
    @cython.locals(
        token=Py_ssize_t, act=Py_ssize_t, node=Py_ssize_t, rule=int,
    )
    cdef int _advance(self, Py_ssize_t piece) except -1

    @cython.locals(at=Py_ssize_t, node=Py_ssize_t)
    cdef int _begin(self, Py_ssize_t unit, Py_ssize_t piece, Py_ssize_t edit) except -1
    @cython.locals(at=Py_ssize_t, after=Py_ssize_t)
    cdef int _end(self, Py_ssize_t unit) except -1
    @cython.locals(lines="long long[:, ::1]", at=Py_ssize_t)
    cdef int _count(self, unsigned int code) except -1
    @cython.locals(
        lines="long long[:, ::1]", bad="const unsigned char[::1]", line=Py_ssize_t, part=Py_ssize_t, row=Py_ssize_t, alike=bint,
        field=int,
    )
    cdef int _join(self) except -1
    @cython.locals(nodes=Py_ssize_t, bad="unsigned char[::1]", met="unsigned char[::1]", part=Py_ssize_t, cell=Py_ssize_t)
    cdef object _bad_rows(self)
    @cython.locals(brs=int, token=Py_ssize_t)
    cdef int _parted(self, Py_ssize_t first, Py_ssize_t last) except -1

cdef bint _is_white(unsigned int code) noexcept
cdef bint _is_wide(unsigned int code) noexcept
cdef bint _may_refer(unsigned int code) noexcept
