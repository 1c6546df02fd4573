import type { Random } from "./random.ts";
import { items } from "./vocabulary/index.ts";

/** Texts of a language other than English, for any category; `{n}` stands for a number. */
export interface Language {
  /** How many posters write in it. */
  readonly posters: number;
  readonly names: readonly string[];
  readonly titles: readonly string[];
  readonly sentences: readonly string[];
  readonly tags: readonly string[];
}

const language = (posters: number, names: string, titles: string, sentences: string, tags: string): Language => ({
  posters,
  names: items(names, ","),
  titles: items(titles, "\n"),
  sentences: items(sentences, "\n"),
  tags: items(tags, ","),
});

/** The languages beside English. */
export const languages: readonly Language[] = [
  language(
    14,
    "Анна Соколова, Творческая мастерская, Ольга, Дом и уют, Елена Белова, Мастер идей, Ирина К., Светлана",
    `{n} идей, которые стоит сохранить
    Простые решения на каждый день
    Как сделать это своими руками: {n} шагов
    Вдохновение недели: {n} лучших находок`,
    `Сохраните, чтобы не потерять.
    Пошаговые фотографии и список материалов внутри.
    Получилось лучше, чем я ожидала!
    Всё это можно повторить за один вечер.`,
    "идеи, своими руками, вдохновение, красиво, уют, советы, мастер-класс, подборка, легко и просто, для дома, лучшее",
  ),
  language(
    12,
    "生活美学, 小雨, 手作日记, 旅行的猫, 林小姐",
    `{n}个值得收藏的创意
    简单又好看的灵感
    新手也能学会的{n}个技巧
    周末灵感合集`,
    `喜欢的话请收藏起来慢慢看。
    步骤很简单,材料家里都有。
    每天一个小灵感,生活更美好。`,
    "灵感, 创意, 手工, 生活, 收藏, 教程, 简单, 美学, 日常, 好看, 分享",
  ),
  language(
    10,
    "さくら工房, ゆき, 暮らしのノート, 旅する写真家",
    `すぐに試せるアイデア{n}選
    はじめてでもできるシンプルな工夫
    お気に入りのインスピレーション`,
    `気に入ったら保存してください。
    道具も材料も家にあるもので大丈夫です。
    写真つきでゆっくり説明しています。`,
    "アイデア, 手作り, 暮らし, インスピレーション, おしゃれ, かわいい, 写真, コツ, 簡単, 日本, 季節",
  ),
  language(
    8,
    "하늘공방, 민지의 하루, 여행노트",
    `저장하고 싶은 아이디어 {n}가지
    누구나 쉽게 따라 하는 방법
    오늘의 영감 모음`,
    `마음에 들면 저장해 두세요.
    준비물은 집에 있는 것으로 충분합니다.
    사진을 보면서 천천히 따라 해 보세요.`,
    "아이디어, 영감, 감성, 일상, 만들기, 초보, 사진, 추천, 간단, 예쁜, 취향",
  ),
  language(
    12,
    "بيت الأفكار, نور, ليلى حسن, عالم الجمال, أفكار وألوان",
    `{n} أفكار تستحق الحفظ
    أفكار بسيطة لكل يوم
    كيف تبدأ في {n} خطوات
    إلهام هذا الأسبوع`,
    `احفظ الفكرة لتعود إليها لاحقا.
    الشرح بالصور خطوة بخطوة.
    كل ما تحتاجه موجود في بيتك.`,
    "أفكار, إلهام, جمال, ديكور, تصميم, نصائح, بساطة, ألوان, صور, إبداع, يوميات",
  ),
  language(
    40,
    "Casa Bonita, Lucía Fernández, Manos Creativas, Ideas de Sofía, El Rincón de Inés, Señorita Azul, José Peña",
    `{n} ideas que querrás guardar
    Ideas fáciles y bonitas para cada día
    Cómo empezar en {n} pasos: guía rápida
    Los {n} mejores trucos de esta temporada`,
    `Guarda este pin para cuando lo necesites.
    ¡Es más fácil de lo que parece y queda precioso!
    En el blog encontrarás la lista completa de materiales.
    Un pequeño detalle que lo cambia todo.`,
    `ideas bonitas, hazlo tú mismo, inspiración, decoración, trucos, paso a paso, diseño, fácil, consejos, en casa, otoño`,
  ),
  language(
    30,
    "Ateliê da Ana, Decoração e Afeto, João Luís, Mãos à Obra, Viagens da Bia, Coração de Papel",
    `{n} ideias para se inspirar
    Dicas simples para o dia a dia
    Passo a passo: como fazer em {n} minutos`,
    `Salve para fazer depois!
    Você só precisa de paciência e um pouco de imaginação.
    Confira no blog todas as fotos e as dicas.`,
    "inspiração, ideias criativas, passo a passo, decoração, artesanato, dicas, fácil de fazer, coração, cores, estilo, em casa",
  ),
  language(
    30,
    "Kleines Glück, Frau Müller bastelt, Schön & Gut, Jörg unterwegs, Fräulein Grün, Wohnträume",
    `{n} schöne Ideen zum Nachmachen
    So gelingt es ganz einfach: {n} Tipps
    Die besten Inspirationen für Zuhause`,
    `Merk dir den Pin für später.
    Die Anleitung ist kostenlos und für Anfänger geeignet.
    Größe und Farben lassen sich leicht ändern.`,
    "Ideen, selber machen, schöne Dinge, Anleitung, Wörter, Inspiration, Zuhause, Tipps, einfach, Geschenkideen, grün",
  ),
  language(
    24,
    "L'Atelier de Zoé, Élodie, Maison Douce, Carnet d'été, Hélène & Cie, Rêves de voyage",
    `{n} idées à garder sous la main
    Des idées simples pour tous les jours
    Comment débuter en {n} étapes`,
    `Épinglez pour retrouver cette idée plus tard.
    Le tutoriel complet est sur le blog, photos à l'appui.
    Un résultat élégant sans dépenser beaucoup.`,
    "idées, inspiration, fait main, décoration, astuces, pas à pas, élégance, facile, couleurs, été, maison",
  ),
];

/** A title, a description and nine tags in this language. */
export const foreignTexts = ({ titles, sentences, tags }: Language, random: Random) => ({
  title: random.pick(titles).replaceAll("{n}", String(3 + random.below(28))),
  description: random
    .shuffle(sentences)
    .slice(0, 1 + random.below(2))
    .join(" "),
  tags: random.shuffle(tags).slice(0, 9).join(","),
});
