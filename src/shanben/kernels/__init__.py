"""Loops over every character or tag that arrays cannot do in one pass: plain Python, compiled where there is a C compiler.

Each module but `html`, which holds numbers, has a `.pxd` file beside it that gives its variables the types of C, for Cython;
without a compiler the same lines run as they stand, with the same results, and slower. A kernel knows nothing of the project: it
takes tables and code points as memory views (`array.data`), and returns numbers or writes them into arrays handed in. To give a
memory view a local name costs as much as many reads of it: methods that run for every tag do without.
"""
