import { vocabulary } from "./vocabulary.ts";

export const vehicles = vocabulary({
  things: `classic muscle cars, camper vans, custom bikes, pickup trucks, electric hatchbacks, vintage roadsters, off-road
    builds, café racers, rat rods, tiny trailers, sports coupes, hot rods, station wagons, concept cars, supercars, lowriders,
    dirt bikes, steam locomotives, school bus conversions, rally cars, scooters, vintage tractors, race cars, 4x4 builds,
    luxury sedans`,
  styles: `restored, custom, rare, vintage, lifted, electric, matte black, turbocharged, abandoned, classic, futuristic,
    rugged, all-original, fast`,
  uses: `for road trips, under ten thousand dollars, for first-time drivers, from the sixties, for van life, for the family,
    for off-road weekends, in original paint, at auction, that hold their value, for city driving, for long hauls`,
  actions: `change a tire in ten minutes, convert a van, remove scratches from paint, restore chrome, winterize a camper, buy
    a used car, organize a car trunk, park a trailer, detail a car at home, insulate a bus, jump start a battery`,
  titles: `Barn Find: a {styles} 1967 Coupe
    {n} Coolest {things} {uses}
    {styles} 1954 Pickup {uses}
    Inside a {styles} School Bus Conversion
    Car Cleaning Hacks: {n} Things to Try
    The {styles} Roadster Nobody Remembers`,
  sentences: `One of the most sought after models of its decade.
    Matching numbers, two owners and a binder full of receipts.
    These {things} turn heads at every light.
    Built in a home garage over four winters.
    The interior is all original down to the floor mats.
    It sleeps two, cooks for four and parks anywhere.
    Sound on for the cold start.
    Check these points before you sign for a used one.
    More power than it needs and exactly as much as we want.
    Found behind a barn and driven home the same week.`,
  brands: `Garage, Motors, Chrome, Throttle, Gearbox, Roadster, Piston, Overland, Hot Rod, Pit Stop, Carburetor`,
  tags: `dream cars, classic cars, vintage cars, car photography, muscle cars, custom cars, offroad, camper van life, luxury
    cars, motorcycles, cool cars, sports car, vehicles, old trucks`,
});
