/** The declarations of what cells can use without importing it; `pinbook` is the folder of pinbook itself. */
export const cellGlobals = (pinbook: string): string => {
  const lines = Object.entries(globals).map(
    ([name, [type, documentation]]) => `/** ${documentation} */\ndeclare const ${name}: ${typeText(type, pinbook)};\n`,
  );
  const members = Object.entries({ ...shown, ...ofJupyter }).map(
    ([name, [type, documentation]]) => `  /** ${documentation} */\n  readonly ${name}: ${typeText(type, pinbook)};\n`,
  );
  return `${lines.join("")}/** What Jupyter and Deno call their helpers for cells. */\ndeclare const Jupyter: {\n${members.join("")}};\n`;
};

/** A type, as text or as the file it is in and its name there, and its documentation. */
type Known = readonly [type: string | readonly [file: string, type: string], documentation: string];

const typeText = (known: Known[0], pinbook: string): string => {
  if (typeof known === "string") return known;
  const [file, type] = known;
  const module = `import(${JSON.stringify(`${pinbook}/src/session/${file}.ts`)})`;
  const isFunction = /^[a-z]/.test(type);
  return `${isFunction ? "typeof " : ""}${module}.${type}`;
};

const shown: Readonly<Record<string, Known>> = {
  display: [["display", "display"], "Shows a value in the cell's outputs: a table, an image, a plot, HTML, or text."],
  clearOutput: [["display", "clearOutput"], "Empties the cell's outputs, at once or when the next one comes."],
  progress: [["progress", "progress"], "Shows a bar that moves as the items are taken, or as it is told to."],
  html: [["display", "html"], "HTML, as a value to show: html`<b>bold</b>`."],
  md: [["display", "md"], "Markdown, as a value to show: md`**bold**`."],
  svg: [["display", "svg"], "An SVG image, as a value to show: svg`<svg>…</svg>`."],
};

const globals: Readonly<Record<string, Known>> = {
  ...shown,
  prompt: [["input", 'InputFunctions["prompt"]'], "Asks for a line of text and waits for it."],
  confirm: [["input", 'InputFunctions["confirm"]'], "Asks a yes-or-no question and waits for the answer."],
  alert: [["input", 'InputFunctions["alert"]'], "Shows a message and waits until it was acknowledged."],
};

const ofJupyter: Readonly<Record<string, Known>> = {
  image: [["image", "image"], "An image by its bytes or the path of its file, as a value to show."],
  password: [["input", 'InputFunctions["password"]'], "Asks for text that stays hidden as it is typed."],
  page: ["(value: unknown) => void", "Shows a value beside the notebook, in the front end's pager."],
  comm: [["comms", "CommApi"], "Channels between cells and the front end."],
  widget: [["widget", 'WidgetApi["widget"]'], "A widget of ipywidgets' front end by its model's state."],
  anywidget: [["widget", 'WidgetApi["anywidget"]'], "A widget by the source of its front-end module."],
};
