cimport cython

cdef int BREAK, CLOSE, COMMENT, CONCEALED, FORMAT, INERT, OPEN, PLAINTEXT, SKIP
cdef unsigned long long ALONE, ANCHOR, BODY, DIALOG, FOREIGN, LINE_BREAK, RAW_TEXT, RELATION, RUBY_PART, SCRIPTED, STATING, SVG
cdef unsigned long long MUTE
cdef int _CLASS, _ID, _ROLE, _STYLE, _HIDDEN, _ITEMPROP, _DATETIME, _REL, _HREF
cdef int _LICENSE, _AUTHOR, _CANONICAL, _COMMONS, _SHOWN, _SCRIPT, _TERMS, _LETTERS, _LONGEST, _PASSED, _ASKED, _READ
cdef unsigned int _LT, _GT, _SLASH, _BANG, _QUESTION, _DASH, _EQUALS, _DOUBLE, _SINGLE, _A, _Z, _CAPITAL_A, _CAPITAL_Z

@cython.final
cdef class Tokens:
    cdef str source
    cdef const unsigned int[::1] text, letters
    cdef const int[::1] starts, slots, slotted
    cdef const unsigned long long[::1] traits
    cdef const unsigned char[::1] tag_roles, tag_states
    cdef const int[::1] branches, whole, stems
    cdef object styles
    cdef Py_ssize_t size, longest, longest_type
    cdef readonly Py_ssize_t count
    cdef long long[::1] bounds
    cdef int[:, ::1] said
    cdef readonly list stating
    cdef list listed
    cdef int code, role, state, word
    cdef bint telling, states_fact

    @cython.locals(
        text="const unsigned int[::1]", bounds="long long[::1]", said="int[:, ::1]", at=Py_ssize_t, count=Py_ssize_t, end=Py_ssize_t,
    )
    cdef int _read(self) except -1

    @cython.locals(start=Py_ssize_t)
    cpdef str name(self, Py_ssize_t token)
    @cython.locals(end=Py_ssize_t)
    cpdef tuple attributes(self, Py_ssize_t token)

    @cython.locals(after="unsigned int")
    cdef Py_ssize_t _token(self, Py_ssize_t at) except -1
    @cython.locals(end=Py_ssize_t, last=Py_ssize_t, code=int, traits="unsigned long long", licence=bint)
    cdef Py_ssize_t _start_tag(self, Py_ssize_t at) except -1
    @cython.locals(end=Py_ssize_t, code=int, traits="unsigned long long")
    cdef Py_ssize_t _end_tag(self, Py_ssize_t at) except -1
    cdef Py_ssize_t _comment(self, Py_ssize_t at) except -1
    cdef Py_ssize_t _raw_text(self, int name, Py_ssize_t at) except -1
    cdef Py_ssize_t _script(self, Py_ssize_t start, Py_ssize_t at) except -1
    cdef bint _escapes(self, Py_ssize_t at) except -1
    @cython.locals(within=bint)
    cdef Py_ssize_t _escaped(self, Py_ssize_t at) except -1
    cdef bint _ends_escape(self, Py_ssize_t at) except -1

    @cython.locals(
        size=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t,
        quote="unsigned int",
    )
    cdef Py_ssize_t _attributes(self, Py_ssize_t at, int how) except -1
    @cython.locals(name=int)
    cdef int _attribute(self, Py_ssize_t start, Py_ssize_t end, Py_ssize_t first, Py_ssize_t last, int how) except -1
    @cython.locals(found=int, last=Py_ssize_t)
    cdef int _groups(self, Py_ssize_t start, Py_ssize_t end) except -1
    cdef bint _is_hump(self, Py_ssize_t at) except -1
    @cython.locals(found=int, first=Py_ssize_t, node=int, at=Py_ssize_t, longest=int, last=Py_ssize_t)
    cdef int _groups_of_word(self, Py_ssize_t start, Py_ssize_t end) except -1
    cdef Py_ssize_t _end_of_name(self, Py_ssize_t at) except -1
    @cython.locals(slot=Py_ssize_t, row=Py_ssize_t, code=int)
    cdef int _code_of(self, Py_ssize_t start, Py_ssize_t end) except -1
    cdef bint _ends(self, int name, Py_ssize_t at) except -1
    @cython.locals(end=Py_ssize_t)
    cdef bint _is_name(self, int name, Py_ssize_t start) except -1
    @cython.locals(first=Py_ssize_t, at=Py_ssize_t)
    cdef bint _is(self, int name, Py_ssize_t start, Py_ssize_t end) except -1
    @cython.locals(head="unsigned int", size=Py_ssize_t, last=Py_ssize_t)
    cdef bint _holds(self, int name, Py_ssize_t start, Py_ssize_t end) except -1

    cdef unsigned int _peek(self, Py_ssize_t at) except? 0xFFFFFFFF
    cdef Py_ssize_t _find(self, unsigned int character, Py_ssize_t at) except -1
    cdef Py_ssize_t _past(self, unsigned int character, Py_ssize_t at) except -1

cdef unsigned int _lower(unsigned int character) noexcept
cdef bint _is_letter(unsigned int character) noexcept
cdef bint _is_space(unsigned int character) noexcept
cdef bint _ends_name(unsigned int character) noexcept
