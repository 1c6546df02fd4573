import { filled, labelsOf, numberText } from "./labels.ts";

/** An output of a very large notebook that was cut before the report was made: `output` counts from 0, `kept` are bytes. */
export interface CutOutput {
  readonly output: number;
  readonly field: string;
  readonly bytes: number;
  readonly kept: number;
}

/** What a report says of such an output, in its language. */
export const cutNote = ({ output, field, bytes, kept }: CutOutput, lang?: string): string => {
  const labels = labelsOf(lang);
  const megabytes = (size: number): string => `${numberText(size / 1e6, labels, 1)} MB`;
  const values = { at: output + 1, type: field, size: megabytes(bytes), kept: megabytes(kept) };
  return filled(kept === 0 ? labels.outputLeftOut : labels.outputCut, values);
};
