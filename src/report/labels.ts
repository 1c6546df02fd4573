import { usageError } from "../errors.ts";
import { translations } from "./translations.ts";

/** The words of a report in one language; `{n}`, `{of}`, `{size}` and such stand for what is filled in. */
export interface Labels {
  /** The tag of the language. */
  readonly lang: string;
  readonly skip: string;
  readonly contents: string;
  readonly notebooks: string;
  readonly previous: string;
  readonly next: string;
  readonly hideCode: string;
  readonly showCode: string;
  readonly hiddenOutput: string;
  readonly theme: string;
  readonly copy: string;
  readonly copied: string;
  readonly cell: string;
  readonly search: string;
  readonly rows: string;
  readonly rowsOf: string;
  readonly showMore: string;
  readonly table: string;
  readonly sortBy: string;
  readonly picture: string;
  readonly cut: string;
  readonly unknownType: string;
  readonly mermaid: string;
  readonly staticPlot: string;
  readonly mapPlot: string;
  readonly widget: string;
  readonly needsScript: string;
  readonly stillOf: string;
  readonly embedded: string;
  readonly widgetKind: string;
  readonly vegaLite: string;
  readonly thinned: string;
  readonly date: string;
  readonly cells: string;
  readonly parameters: string;
  readonly inputs: string;
  readonly outputs: string;
  readonly packages: string;
  readonly commit: string;
  readonly details: string;
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly unfinished: string;
  readonly ok: string;
  readonly failed: string;
  readonly timedOut: string;
  readonly died: string;
  readonly cancelled: string;
  readonly skipped: string;
  readonly neverRan: string;
  readonly cached: string;
  readonly stale: string;
  readonly running: string;
  readonly report: string;
  readonly back: string;
  readonly trusted: string;
  readonly trustedNote: string;
  readonly imageLeftOut: string;
  readonly value: string;
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly countNotebooks: string;
  readonly countTables: string;
  readonly countPlots: string;
  readonly countOk: string;
  readonly countNotOk: string;
  readonly pipeline: string;
  readonly pipelineGraph: string;
  readonly asText: string;
  readonly perhaps: string;
  readonly lastRuns: string;
  readonly began: string;
  readonly ended: string;
  readonly took: string;
  readonly runOf: string;
  readonly since: string;
  readonly changedSince: string;
  readonly nothingChanged: string;
  readonly cellsChanged: string;
  readonly noPart: string;
  readonly none: string;
  readonly nothing: string;
  readonly before: string;
  readonly now: string;
  readonly codeChanged: string;
  readonly cellAdded: string;
  readonly cellRemoved: string;
  readonly sameOutput: string;
  readonly emptyCell: string;
  readonly tooLarge: string;
  readonly fromLine: string;
  readonly textChange: string;
  readonly change: string;
  readonly rowsDiffer: string;
  readonly moreDiffer: string;
  readonly rowAdded: string;
  readonly rowRemoved: string;
  readonly rowChanged: string;
  readonly countAdded: string;
  readonly countRemoved: string;
  readonly countChanged: string;
  readonly countSame: string;
  readonly newColumns: string;
  readonly columnsGone: string;
  readonly toldApart: string;
  readonly wholeRows: string;
  readonly heldRows: string;
  readonly kindFile: string;
  readonly kindListing: string;
  readonly kindObject: string;
  readonly kindTopic: string;
  readonly kindTable: string;
  readonly kindStream: string;
  readonly kindRows: string;
  readonly kindEnv: string;
  readonly kindPackage: string;
  readonly kindModule: string;
  readonly absent: string;
  readonly codeEdited: string;
  readonly needsStale: string;
  readonly dataChanged: string;
  readonly dataGone: string;
  readonly dataNew: string;
  readonly dataUnseen: string;
  readonly moreRows: string;
  readonly plotUndrawn: string;
  readonly plotThinned: string;
  readonly plotUnplaced: string;
  readonly plotEmpty: string;
  readonly plot: string;
  readonly becomes: string;
  readonly outputCut: string;
  readonly outputLeftOut: string;
}

/** The labels of a language by its tag (`de`, `de-AT`); throws with the list of languages where it is not among them. */
export const labelsOf = (lang = "en"): Labels => {
  const found = translations[lang] ?? translations[lang.toLowerCase().split("-")[0] ?? ""];
  if (found && isTag(lang)) return found;
  throw usageError(`--lang ${lang}: there are labels in ${Object.keys(translations).join(", ")}; choose one of these`);
};

const isTag = (lang: string): boolean => /^[a-z]{2,3}(?:-[a-z0-9]+)*$/i.test(lang);

/** The side from which a language is written. */
export const directionOf = (lang: string): "ltr" | "rtl" => (/^(?:ar|he|fa|ur)\b/i.test(lang) ? "rtl" : "ltr");

/** A label with its places filled in; of `one row|{n} rows` the first form where n is 1. */
export const filled = (label: string, values: Readonly<Record<string, string | number>>): string =>
  (label.split("|").at(String(values.n) === "1" ? 0 : -1) ?? label).replace(/\{(\w+)\}/g, (all, name: string) =>
    name in values ? String(values[name]) : all,
  );

/** A number as the language writes it, whole or with so many digits behind the point. */
export const numberText = (value: number, { lang }: Labels, digits = 0): string =>
  lang === "en" && digits === 0 && Number.isSafeInteger(value)
    ? // As below, without the ten milliseconds that the first of those takes.
      String(value).replace(/\B(?=(?:\d{3})+$)/g, ",")
    : value.toLocaleString(lang === "en" ? "en-US" : lang, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
