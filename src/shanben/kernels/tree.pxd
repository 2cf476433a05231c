cimport cython

cdef int BLOCK, CLOSE, EMPTY, FORMAT, INERT, OPEN, RULE, SKIP, TABLE_PART, _NOTHING
cdef unsigned long long ALONE, BODY, BREAKING, CELL, CLOSES_P, FOREIGN, FORMATTING, HEADING, ITEM_SCOPE, LEAVES_FOREIGN, LIST
cdef unsigned long long LIST_ITEM, MARKER, OPTION, PARAGRAPH, ROW, ROW_GROUP, RUBY_PART, SELECT, SPECIAL, TABLE, TERM
cdef unsigned long long _LIKE, _ITEM, _PART, _ENDING
cdef int _CODE, _STATE, _KIND, _BOX, _CELL, _ROW, _WORDS, _NEAR, _PATH, _DEPTH, _FIELDS
cdef long long _PATH_FACTOR, _PATH_MASK

@cython.final
cdef class Tree:
    cdef const unsigned long long[::1] traits, barriers
    cdef const unsigned char[::1] kinds
    cdef int known, paragraph, row, size, most, reopened
    cdef bint quirks, foreign
    cdef readonly bint too_deep
    cdef int[::1] open, held, roles, states, words, again
    cdef readonly int count
    cdef readonly object nodes, after, acts
    cdef long long[::1] rows

    @cython.locals(acts="long long[::1]", after="long long[::1]", at=Py_ssize_t, code=int, role=int, act=int)
    cdef int _read(self, Py_ssize_t count, int[:, ::1] said) except -1

    @cython.locals(number=int, at=int)
    cdef int _push(self, int code, int role, int state, int words) except -1
    @cython.locals(number=int, traits="unsigned long long", up=Py_ssize_t, at=Py_ssize_t, field=int)
    cdef int _add_node(self, int parent, int code, int state, int words) except -1
    @cython.locals(at=Py_ssize_t)
    cdef int _grow(self) except -1
    @cython.locals(traits="unsigned long long", at=int)
    cdef bint _makes_way(self, int code) except -1

    @cython.locals(at=int)
    cdef int _end_item(self, unsigned long long like) except -1
    @cython.locals(at=int, paragraph=int)
    cdef int _end_top(self, unsigned long long like) except -1
    @cython.locals(holder="unsigned long long", table=int, row=int)
    cdef bint _end_parts(self, unsigned long long traits) except -1
    @cython.locals(at=int)
    cdef int _leave_foreign(self) except -1

    @cython.locals(traits="unsigned long long", at=int, node=int)
    cdef int _end(self, int code) except? -2147483648
    cdef int _own(self, int at) except? -2147483648
    @cython.locals(at=int)
    cdef int _last(self, unsigned long long traits) except -1
    cdef bint _any(self, int at, unsigned long long traits) except -1
    @cython.locals(count=int, inner=int, traits="unsigned long long", place=int)
    cdef int _cut(self, int at) except -1
    @cython.locals(top=int, block=int, count=int, inner=int)
    cdef int _unformat(self, int at) except -1
    cdef int _push_again(self, int at) except -1
