import type { Labels } from "./labels.ts";
import { ar } from "./translations/ar.ts";
import { de } from "./translations/de.ts";
import { en } from "./translations/en.ts";
import { es } from "./translations/es.ts";
import { fr } from "./translations/fr.ts";
import { ja } from "./translations/ja.ts";
import { ru } from "./translations/ru.ts";
import { zh } from "./translations/zh.ts";

/** The labels by language. */
export const translations: Readonly<Record<string, Labels>> = { en, de, fr, es, ru, zh, ja, ar };
