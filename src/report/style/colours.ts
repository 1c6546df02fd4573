/** The variables that a brand sets: colours for light and dark, fonts, width, roundness. */
export const colourStyle = `
:root { color-scheme: light dark;
  --page: light-dark(#fbfaf8, #141210); --paper: light-dark(#ffffff, #1c1917); --ink: light-dark(#1f1b18, #ece7e0); --soft: light-dark(#655e57, #aaa299); --line: light-dark(#e6e0d9, #38322d);
  --accent: light-dark(#b01038, #ff8fa3); --code: light-dark(#f5f2ed, #221e1b);
  --good: light-dark(#1c6e3d, #86d5a0); --good-back: light-dark(#e2f3e7, #173222); --bad: light-dark(#a8201a, #ffaaa2); --bad-back: light-dark(#fdeeec, #341a17); --warn: light-dark(#7d4e08, #ecc374); --warn-back: light-dark(#fbf1dc, #33270f);
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans", "Yu Gothic UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK JP", "Geeza Pro", "Noto Sans Arabic", "DejaVu Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji";
  --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, "Cascadia Mono", Consolas, "Liberation Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans Arabic", monospace, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji";
  --heading-font: var(--font); --width: 56rem; --radius: 10px;
  --ansi-black: light-dark(#3b3733, #978f87); --ansi-red: light-dark(#b3261e, #ff9c93); --ansi-green: light-dark(#1c6e3d, #86d5a0); --ansi-yellow: light-dark(#7d4e08, #ecc374); --ansi-blue: light-dark(#1d4fa8, #97bbf5); --ansi-magenta: light-dark(#8a2f8f, #e3a0e6); --ansi-cyan: light-dark(#0e6670, #7fd0d8); --ansi-white: light-dark(#6f6862, #eee9e2);
  --h-key: light-dark(#8a1f5c, #f29bc1); --h-string: light-dark(#1c6e3d, #9ad9a8); --h-number: light-dark(#914404, #f3b27a); --h-name: light-dark(#1d4fa8, #97bbf5); --h-type: light-dark(#0e6670, #7fd0d8); --h-comment: light-dark(#6c655e, #9d948b); }`;
