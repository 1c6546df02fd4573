import { vocabulary } from "./vocabulary.ts";

export const quotes = vocabulary({
  things: `life quotes, quotes about strength, friendship quotes, love quotes, morning affirmations, positive sayings, moving on
    quotes, short captions, funny sayings, motivational quotes, healing quotes, family quotes, quotes about change,
    self-worth quotes, wise words, gratitude quotes, sister quotes, mindset quotes, work quotes, quotes about time`,
  styles: `inspiring, short, deep, funny, powerful, uplifting, honest, beautiful, relatable, heartfelt, wise, positive,
    simple, encouraging`,
  uses: `to live by, for hard times, for your journal, about letting go, for women, to start your day, for Instagram, about
    being yourself, for a new chapter, to share with a friend, that will make you think, for students`,
  actions: `let go of what you cannot change, start again after a bad year, trust your own pace, find calm in a loud week,
    forgive without forgetting, keep going when it is hard, be kind to yourself, say no without guilt, stop overthinking,
    love the person you are becoming`,
  titles: `Grow quietly and let the harvest talk
    You can be soft and still not move
    Some doors close so that you look for a window
    Rest is part of the work
    {n} Signs You Have Outgrown Your Old Life
    Be the calm you wanted as a child
    Not every storm is here to break you
    {n} {styles} {things} {uses}
    Slow steps still climb the hill
    What is meant for you will not need chasing`,
  sentences: `Read this whenever you feel stuck.
    Save it for a day when you need a kind word.
    These {things} say what is hard to put into words.
    Small steps count, even the ones that nobody sees.
    You are allowed to change your mind and begin again.
    Send this to a friend who carries too much.
    Peace grows in the space between two thoughts.
    Follow us for a new quote every morning.
    Words have a way of finding us when we need them.
    #quotes #mindset #selflove #motivation
    Which one speaks to you the most?`,
  brands: `Mindful, Wisdom, Daily Words, Quotes, Affirmation, Soulful, Bright Side, Still Water, Heart Notes, Musings`,
  tags: `quotes to live by, words of wisdom, inspirational quotes, life lessons, motivational words, positive quotes, quotable
    quotes, true words, mindset, self love, deep thoughts, great quotes, mood quotes, wise quotes`,
});
