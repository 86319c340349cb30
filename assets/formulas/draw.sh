#!/bin/sh
# Draws every line of formulas.txt (name, tab, LaTeX) as NAME.svg beside it, letters as outlines, one unit a point.
# Needs latex and dvisvgm (Debian: texlive-latex-base, texlive-latex-recommended, texlive-fonts-recommended, dvisvgm).
# Run it after a change to that file; the pictures are kept, so that nobody else needs LaTeX.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while IFS="$(printf '\t')" read -r name tex; do
    [ -n "$name" ] || continue
    cat > "$work/$name.tex" <<TEX
\documentclass[12pt]{article}
\usepackage{amsmath,amssymb}
\pagestyle{empty}
\begin{document}
\$\displaystyle $tex\$
\end{document}
TEX
    (cd "$work" && latex -interaction=batchmode "$name.tex" > /dev/null)
    dvisvgm --no-fonts --exact-bbox --bbox=1pt --precision=2 --optimize=all -o "$work/$name.svg" "$work/$name.dvi" > /dev/null 2>&1
    # The colour of the text around it.
    sed -e '/^<!--/d' -e "/^<?xml/d" -e 's/<svg /<svg fill="currentColor" /' "$work/$name.svg" > "$here/$name.svg"
done < "$here/formulas.txt"
