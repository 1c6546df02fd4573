import { vocabulary } from "./vocabulary.ts";

export const art = vocabulary({
  things: `watercolor landscapes, ink portraits, acrylic pour paintings, charcoal sketches, paper collages, oil pastel
    drawings, clay sculptures, linocut prints, sketchbook pages, abstract canvases, gouache still lifes, color wheels,
    art journal spreads, mixed media portraits, line drawings, mandalas, figure studies, murals, zentangle patterns,
    cubist faces, mosaic panels, pen and ink trees, paper sculptures, sunset paintings, elements of art posters`,
  styles: `abstract, loose, bold, minimalist, whimsical, expressive, moody, colorful, surreal, impressionist, geometric,
    monochrome, layered, playful, delicate, folk art, pop art`,
  uses: `for beginners, for kids, for the classroom, for middle school, for your sketchbook, in five steps, with household
    supplies, on a tiny canvas, for a rainy afternoon, from recycled materials, for high school art, without a brush`,
  actions: `paint a misty forest, draw realistic eyes, mix skin tones, shade a sphere, start an art journal, carve your
    first linocut, draw hands, paint the night sky, blend oil pastels, fill a sketchbook, teach color theory, frame a print,
    draw a face step by step, loosen up your brushwork`,
  titles: `One-Point Perspective Made Simple
    Art Sub Plans: {n} One-Day Lessons
    Negative Space Drawings With Ink and Salt
    Blind Contour Warm-Ups {uses}
    Color Theory Worksheet {uses}
    Meet the Artist: a Week of Lessons on {styles} {things}`,
  sentences: `A slow look at how layers of thin paint build up light.
    Students use line, shape and texture to make {styles} {things} they are proud of.
    All you need is a cheap brush, two colors and some patience.
    This lesson works with any grade and leaves almost nothing to clean up.
    Grab the free printable guide and follow along at your own pace.
    I kept the palette small on purpose so that the shapes do the work.
    Original painting on cotton paper, signed on the back and shipped flat.
    Step by step photos show where the shadows go and why.
    The gallery wall in our hallway began with one of these.
    Great for an art show display or a quick early finisher task.`,
  brands: `Easel, Canvas, Palette, Inkwell, Atelier, Sketchbook, Gouache, Art Room, Paintbox, Studio, Gallery, Pigment`,
  tags: `art lessons, art inspo, drawing tips, painting ideas, art projects, sketchbook inspiration, art education, canvas
    art, art tutorials, creative art, elementary art, modern art, art teacher, drawing techniques`,
});
