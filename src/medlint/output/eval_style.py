"""The style sheet of the measurement page: no scripts, no fonts, light, dark, paper."""

STYLE = """\
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --ink: #1d2329; --soft: #5a6570; --line: #d9dde1;
  --panel: #f2f4f5;
  --accent: #0b6e75; --wrong: #b3261e; --missed: #8a5a00; --known: #3f5f9e;
  --track: #e3e7ea; --range: #7fbcc0; --mark: #ffe08a; --mark-ink: #1d2329;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e4e8ea; --soft: #a3aeb8; --line: #333b43;
    --panel: #1d2328;
    --accent: #6cc6cc; --wrong: #ff9c93; --missed: #f0bf66; --known: #a9c1f5;
    --track: #2b333a; --range: #2f7f85; --mark: #6b5300; --mark-ink: #fff5d6;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 76rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 {
  font-size: 1.4rem; line-height: 1.25; margin: 3.5rem 0 .3rem; padding-top: 1.2rem;
  border-top: 2px solid var(--ink);
}
h3 { font-size: 1.05rem; margin: 2.2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.8rem 0 .5rem; } h4 .soft { font-weight: 400; }
p, dl, ul { max-width: 46rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px;
}
.soft, caption { color: var(--soft); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
nav ul { padding-left: 1.2rem; margin: .4rem 0; }
.caution { border-left: .25rem solid var(--missed); padding: .1rem 0 .1rem .9rem; }
.verdict { padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--panel); }
.verdict.fails { border-color: var(--wrong); }
.verdict h2 { border: 0; margin: 0; padding: 0; font-size: 1.05rem; }
.verdict ul { margin: .4rem 0 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; margin: .6rem 0 1.2rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums;
  font-size: .93rem; }
caption { text-align: left; padding-bottom: .3rem; font-size: .9rem; }
th, td { padding: .32rem .8rem .32rem 0; border-bottom: 1px solid var(--line);
  text-align: right; vertical-align: middle; white-space: nowrap; }
th { font-weight: 600; }
thead th { color: var(--soft); border-bottom: 1px solid var(--soft);
  vertical-align: bottom; }
th:first-child, th.text, td.text { text-align: left; }
th[scope=row] { white-space: normal; }
th[scope=row] { font-weight: 400; min-width: 13rem; }
th.text, td.text { padding-left: .9rem; }
th.set { padding-top: 1.1rem; white-space: normal; }
tbody th[scope=row] a { font-weight: 600; }
td.wrong:not(.zero) { color: var(--wrong); font-weight: 600; }
td.missed:not(.zero) { color: var(--missed); font-weight: 600; }
td.zero { color: var(--soft); }
.share { display: inline-grid; grid-template-columns: 2.6rem 7rem; align-items: center;
  text-align: left; }
.bar { position: relative; display: block; height: .62rem; border-radius: .31rem;
  background: var(--track); print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.bar i { position: absolute; display: block; top: 0; bottom: 0; }
.bar .range { background: var(--range); border-radius: .31rem; min-width: 2px; }
.bar .point { width: 3px; margin-left: -1.5px; top: -.16rem; bottom: -.16rem;
  background: var(--ink); border-radius: 1px; }
.bounds { grid-column: 2; font-size: .74rem; color: var(--soft); line-height: 1.1; }
ol.places { list-style: none; padding: 0; margin: .5rem 0 0; max-width: 60rem; }
ol.places > li { padding: .7rem 0 .8rem; border-bottom: 1px solid var(--line);
  break-inside: avoid; }
.where { font-size: .86rem; color: var(--soft); overflow-wrap: anywhere; }
.where code { font-size: .95em; }
.chip { display: inline-block; padding: 0 .5rem; border-radius: 1rem;
  margin-right: .4rem;
  border: 1px solid currentColor; font-size: .8rem; font-weight: 600; }
.chip.false-positive { color: var(--wrong); }
.chip.miss, .chip.to-read { color: var(--missed); }
.chip.known-miss, .chip.debatable { color: var(--known); }
blockquote { margin: .35rem 0; padding-left: .9rem; border-left: 3px solid var(--line);
  max-width: 52rem; white-space: pre-line; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--mark-ink); padding: .05em .15em;
  border-radius: .15rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.miss mark, .known-miss mark { background: none; color: inherit;
  text-decoration: underline dashed var(--missed) 2px; text-underline-offset: .2em; }
dl.remarks { margin: .2rem 0 0; font-size: .86rem; display: grid; max-width: 56rem;
  grid-template-columns: max-content 1fr; column-gap: .7rem; }
dl.remarks dt { color: var(--soft); }
dl.remarks dd { margin: 0; overflow-wrap: anywhere; }
dl.terms { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dl.terms dt { font-weight: 600; } dl.terms dd { margin: 0; }
details { font-size: .93rem; margin-top: 1.6rem; } summary { cursor: pointer; }
footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 40rem) {
  th[scope=row] { min-width: 9rem; }
  dl.remarks, dl.terms { grid-template-columns: 1fr; }
  .share { grid-template-columns: 2.6rem 4rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #fff;
    --track: #e3e7ea; --range: #7fbcc0; --mark: #ffe08a; --mark-ink: #000;
    --wrong: #8c1d18; --missed: #6b4600; --known: #2d4a80; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .skip { display: none; }
  .scroll { overflow: visible; }
  h2 { break-before: page; } #summary, .verdict h2 { break-before: auto; }
  h3, h4, thead { break-after: avoid; } tr { break-inside: avoid; }
  table { font-size: 8.5pt; }
}
"""
