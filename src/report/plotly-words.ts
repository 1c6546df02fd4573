const languages = ["de", "fr", "es", "ru", "ja", "zh", "ar"] as const;

/**
 * What Plotly says on its buttons and at points, in a report's language, by its own English words; undefined of English.
 * Dates and numbers the page writes by the browser's knowledge of the language.
 */
export const plotlyWords = (lang: string): Readonly<Record<string, string>> | undefined => {
  const place = (languages as readonly string[]).indexOf(lang);
  if (place < 0) return undefined;
  return Object.fromEntries(Object.entries(words).map(([english, own]) => [english, own[place] ?? english]));
};

type Words = readonly [string, string, string, string, string, string, string];

const reset: Words = [
  ...(["Ansicht zurücksetzen", "Rétablir la vue", "Restablecer la vista", "Сбросить вид"] as const),
  ...(["表示を元に戻す", "重置视图", "استعادة العرض"] as const),
];
const closest: Words = [
  ...(["Nächsten Wert zeigen", "Afficher la valeur la plus proche", "Mostrar el valor más cercano"] as const),
  ...(["Показывать ближайшее значение", "最も近い値を表示", "显示最近的值", "إظهار أقرب قيمة"] as const),
];

// In the order of the languages above.
const words: Readonly<Record<string, Words>> = {
  Zoom: ["Zoomen", "Zoom", "Ampliar una zona", "Увеличить область", "ズーム", "缩放", "تكبير منطقة"],
  Pan: ["Verschieben", "Déplacer", "Desplazar", "Сдвиг", "移動", "平移", "تحريك"],
  "Zoom in": ["Vergrößern", "Agrandir", "Acercar", "Приблизить", "拡大", "放大", "تكبير"],
  "Zoom out": ["Verkleinern", "Réduire", "Alejar", "Отдалить", "縮小", "缩小", "تصغير"],
  "Reset axes": [
    ...(["Achsen zurücksetzen", "Rétablir les axes", "Restablecer los ejes", "Сбросить оси"] as const),
    ...(["軸を元に戻す", "重置坐标轴", "استعادة المحاور"] as const),
  ],
  Reset: reset,
  "Reset view": reset,
  "Reset views": reset,
  "Reset camera to default": reset,
  "Reset camera to last save": reset,
  "Orbital rotation": [
    ...(["Frei drehen", "Rotation libre", "Rotación libre", "Свободное вращение"] as const),
    ...(["自由に回転", "自由旋转", "دوران حر"] as const),
  ],
  "Turntable rotation": [
    ...(["Um die Achse drehen", "Rotation autour de l’axe", "Rotación sobre el eje", "Вращение вокруг оси"] as const),
    ...(["軸を中心に回転", "绕轴旋转", "دوران حول المحور"] as const),
  ],
  "Download plot": [
    ...(["Diagramm speichern", "Enregistrer le graphique", "Guardar el gráfico", "Сохранить график"] as const),
    ...(["グラフを保存", "保存图表", "حفظ الرسم"] as const),
  ],
  "Download plot as a PNG": [
    ...(["Als PNG speichern", "Enregistrer en PNG", "Guardar como PNG", "Сохранить как PNG"] as const),
    ...(["PNGで保存", "保存为 PNG", "حفظ بصيغة PNG"] as const),
  ],
  "Double-click to zoom back out": [
    ...(["Doppelklick zeigt wieder alles", "Double-cliquez pour tout revoir"] as const),
    ...(["Doble clic para volver a verlo todo", "Двойной щелчок покажет всё снова"] as const),
    ...(["ダブルクリックで全体に戻る", "双击恢复全图", "انقر مرتين لعرض الكل من جديد"] as const),
  ],
  "Double-click on legend to isolate one trace": [
    ...(["Doppelklick in der Legende zeigt eine Reihe allein", "Double-cliquez sur la légende pour isoler"] as const),
    ...(["Doble clic en la leyenda para aislar una serie", "Двойной щелчок в легенде оставит один ряд"] as const),
    ...(["凡例をダブルクリックすると一系列だけ表示", "双击图例只显示一个系列"] as const),
    "انقر مرتين على وسيلة الإيضاح لعرض سلسلة واحدة",
  ],
  "Preparing image - this may take a few seconds": [
    ...(["Bild wird erstellt …", "Préparation de l’image…", "Preparando la imagen…", "Готовим изображение…"] as const),
    ...(["画像を準備しています…", "正在生成图片…", "جارٍ تجهيز الصورة…"] as const),
  ],
  "Image download succeeded": [
    ...(["Bild gespeichert", "Image enregistrée", "Imagen guardada", "Изображение сохранено"] as const),
    ...(["画像を保存しました", "图片已保存", "تم حفظ الصورة"] as const),
  ],
  "Sorry, there was a problem downloading your image!": [
    ...(["Das Bild ließ sich nicht speichern", "L’image n’a pas pu être enregistrée"] as const),
    ...(["No se pudo guardar la imagen", "Не удалось сохранить изображение"] as const),
    ...(["画像を保存できませんでした", "图片无法保存", "تعذّر حفظ الصورة"] as const),
  ],
  "Show closest data on hover": closest,
  "Toggle show closest data on hover": closest,
  "Compare data on hover": [
    ...(["Werte vergleichen", "Comparer les valeurs", "Comparar los valores", "Сравнивать значения"] as const),
    ...(["値を比較", "比较数值", "مقارنة القيم"] as const),
  ],
  "Toggle Spike Lines": [
    ...(["Hilfslinien ein oder aus", "Lignes de repère", "Líneas de guía", "Вспомогательные линии"] as const),
    ...(["補助線の切り替え", "切换辅助线", "الخطوط المساعدة"] as const),
  ],
  trace: ["Reihe", "série", "serie", "ряд", "系列", "系列", "سلسلة"],
  "min:": ["Minimum:", "min. :", "mín.:", "мин.:", "最小:", "最小:", "الأدنى:"],
  "max:": ["Maximum:", "max. :", "máx.:", "макс.:", "最大:", "最大:", "الأقصى:"],
  "mean:": ["Mittelwert:", "moyenne :", "media:", "среднее:", "平均:", "平均:", "المتوسط:"],
  "mean ± σ:": [
    "Mittelwert ± σ:",
    "moyenne ± σ :",
    "media ± σ:",
    "среднее ± σ:",
    "平均 ± σ:",
    "平均 ± σ:",
    "المتوسط ± σ:",
  ],
  "median:": ["Median:", "médiane :", "mediana:", "медиана:", "中央値:", "中位数:", "الوسيط:"],
  "q1:": [
    "1. Quartil:",
    "1er quartile :",
    "1.er cuartil:",
    "1-й квартиль:",
    "第1四分位:",
    "第一四分位:",
    "الربيع الأول:",
  ],
  "q3:": [
    "3. Quartil:",
    "3e quartile :",
    "3.er cuartil:",
    "3-й квартиль:",
    "第3四分位:",
    "第三四分位:",
    "الربيع الثالث:",
  ],
  "lower fence:": [
    ...(["unteres Ende:", "limite basse :", "límite inferior:", "нижняя граница:"] as const),
    ...(["下側の端:", "下限:", "الحد الأدنى:"] as const),
  ],
  "upper fence:": [
    ...(["oberes Ende:", "limite haute :", "límite superior:", "верхняя граница:"] as const),
    ...(["上側の端:", "上限:", "الحد الأعلى:"] as const),
  ],
  "kde:": ["Dichte:", "densité :", "densidad:", "плотность:", "密度:", "密度:", "الكثافة:"],
  "open:": ["Beginn:", "ouverture :", "apertura:", "открытие:", "始値:", "开盘:", "الافتتاح:"],
  "close:": ["Schluss:", "clôture :", "cierre:", "закрытие:", "終値:", "收盘:", "الإغلاق:"],
  "high:": ["Höchstwert:", "plus haut :", "máximo:", "максимум:", "高値:", "最高:", "الأعلى:"],
  "low:": ["Tiefstwert:", "plus bas :", "mínimo:", "минимум:", "安値:", "最低:", "الأدنى:"],
  "lat:": ["Breite:", "lat. :", "lat.:", "шир.:", "緯度:", "纬度:", "خط العرض:"],
  "lon:": ["Länge:", "long. :", "long.:", "долг.:", "経度:", "经度:", "خط الطول:"],
  "source:": ["von:", "de :", "de:", "из:", "元:", "来源:", "من:"],
  "target:": ["nach:", "vers :", "a:", "в:", "先:", "去向:", "إلى:"],
  "incoming flow count:": [
    "Zuflüsse:",
    "flux entrants :",
    "flujos de entrada:",
    "входящие:",
    "流入数:",
    "流入数:",
    "الوارد:",
  ],
  "outgoing flow count:": [
    "Abflüsse:",
    "flux sortants :",
    "flujos de salida:",
    "исходящие:",
    "流出数:",
    "流出数:",
    "الصادر:",
  ],
};
