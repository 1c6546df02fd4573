import { vocabulary } from "./vocabulary.ts";

export const education = vocabulary({
  things: `phonics games, anchor charts, bulletin boards, math centers, morning work routines, reading logs, exit tickets,
    classroom rules, science experiments, sight word activities, lesson plans, flash cards, brain breaks, writing prompts,
    report card comments, vocabulary games, STEM challenges, homeschool schedules, fraction activities, study guides,
    growth mindset posters, escape rooms, spelling games, geography worksheets, early finisher tasks`,
  styles: `hands-on, printable, free, engaging, low-prep, editable, interactive, simple, differentiated, digital,
    colorful, printable, no-prep, montessori, playful`,
  uses: `for first grade, for kindergarten, for middle school, for distance learning, for busy teachers, for small groups,
    for the first week of school, for ESL students, for homeschoolers, for reluctant readers, for high school biology, for
    Google Classroom, for toddlers`,
  actions: `teach long division, set up a calm corner, study for finals, plan a unit in one evening, teach letter sounds,
    run guided reading groups, grade faster, learn a language at home, write a strong essay, memorize the periodic table,
    start homeschooling, motivate quiet students`,
  titles: `Place Value Dice Game {uses}
    Back to School Checklist {uses}
    {n} Questions to Ask at a Parent Conference
    Volcano Experiment With Kitchen Supplies
    Classroom Management Tips From a {n}-Year Teacher
    Figurative Language Task Cards {uses}`,
  sentences: `Your students will ask to play it again.
    Print, cut and laminate once and use these {things} all year.
    The activity takes fifteen minutes and fits any center rotation.
    Includes an answer key, a recording sheet and a digital version.
    Help children see why it works, not only how.
    I use these {things} in the first week and then every Friday.
    Perfect for review before a test or as a quick warm-up.
    A calm, predictable routine makes mornings easier for everyone.
    Download the freebie and try it tomorrow.
    Aligned with the grade level standards and easy to adapt.`,
  brands: `Classroom, Teacher, Chalkboard, Learning Lab, Homeroom, Phonics, Schoolhouse, Pencil, Scholars, Study Hall`,
  tags: `teaching resources, classroom decor, education quotes, homeschool, kindergarten math, reading activities, teacher
    tips, learning games, school tips, preschool learning, science for kids, elementary school, study tips, esl teaching`,
});
