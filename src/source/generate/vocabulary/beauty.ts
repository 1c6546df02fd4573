import { vocabulary } from "./vocabulary.ts";

export const beauty = vocabulary({
  things: `nail designs, braided hairstyles, eyeshadow looks, face masks, bob haircuts, lip colors, skincare routines,
    curly hair styles, balayage ideas, makeup looks, short nails, gel manicures, updos, hair colors, clay masks, eyebrow
    shapes, body scrubs, drugstore finds, bridal makeup looks, sugar scrubs, pixie cuts, ponytails, hair oils, lash lifts`,
  styles: `glowy, natural, effortless, bold, romantic, soft, sleek, messy, dewy, glamorous, easy, chic, vintage, fresh,
    everyday, sunkissed, trendy`,
  uses: `for fine hair, for oily skin, for beginners, for women over 50, for work, for date night, for summer, for blue
    eyes, for medium length hair, for a wedding guest, that last all week, in under ten minutes, for sensitive skin`,
  actions: `get glowing skin overnight, apply eyeliner without a smudge, grow out a fringe, make a honey face mask, fix a
    chipped manicure, style curtain bangs, contour a round face, stop hair breakage, clean makeup brushes, curl hair
    without heat, pick the right foundation, tame frizzy hair`,
  titles: `My Honest Evening Skincare Routine
    Dry Shampoo Mistakes Nearly Everyone Makes
    What a Dermatologist Keeps in Her Bathroom
    The {styles} Makeup Routine I Wear {uses}
    {n} Ways to Wear {styles} {things}
    Ombre French Manicure Step by Step`,
  sentences: `Your skin will thank you after a single week.
    These {things} look expensive and take ten minutes.
    Smooth, long-wearing and never sticky, in four new shades.
    Save this for your next salon visit and show it to your stylist.
    Mix two spoons of honey with oats and leave it on for a quarter of an hour.
    I tried every budget version so that you do not have to.
    Perfect when you want to look put together without any fuss.
    Cruelty free and made without added fragrance.
    Pair it with a nude lip and a little highlighter.
    From soft waves to a blunt cut, there is one here for every face shape.`,
  brands: `Glow, Beauty Bar, Lash, Blush, Vanity, Mirror, Hair Lounge, Skin Diary, Nail Box, Contour, Salon, Petal`,
  tags: `beauty hacks, hair inspo, nail inspiration, makeup tips, skin care, healthy hair, beauty tips, long hair styles,
    nail art, natural beauty, hair care, makeup tutorial, glowing skin, beauty routine`,
});
