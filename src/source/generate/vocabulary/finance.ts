import { vocabulary } from "./vocabulary.ts";

export const finance = vocabulary({
  things: `budget templates, savings challenges, side hustles, debt payoff plans, sinking funds, passive income ideas,
    frugal habits, cash envelopes, money challenges, no-spend weekends, credit score tips, investment basics, emergency
    funds, grocery budgets, blog income reports, tax deductions, work from home jobs, bill trackers, money mindset
    quotes, bullet journal budgets, retirement plans, personal finance books, meal plans, saving jars`,
  styles: `simple, realistic, free, printable, smart, practical, beginner, weekly, biweekly, minimalist, proven, painless,
    zero-based, family`,
  uses: `for beginners, for families, for students, on one income, in your twenties, for stay at home moms, for couples,
    when you live paycheck to paycheck, for irregular income, before you turn thirty, that really work, for freelancers`,
  actions: `save a thousand dollars in a month, pay off debt fast, make a budget that sticks, start investing with little
    money, cut your grocery bill in half, build an emergency fund, earn money from home, stop impulse buying, read a credit
    report, live on one income, sell printables online, plan for early retirement`,
  titles: `The {n}-Week Money Challenge
    What I Spend in a Week as a Family of {n}
    Stop Doing These {n} Things With Your Paycheck
    Debt Snowball or Avalanche: Which Is Faster?
    {n} Expenses I Cut and Never Missed
    Budget Binder Pages {uses}`,
  sentences: `Small amounts add up sooner than you think.
    These {things} helped us pay off our car two years early.
    Grab the free printable and fill it in on payday.
    You do not need a big salary to start, only a plan.
    Here is the exact method we use every month.
    No gimmicks, just habits that anyone can begin today.
    Write down every expense for thirty days and see where it goes.
    This post may contain affiliate links, which pay for our coffee.
    Give every dollar a job before the month begins.
    It takes ten minutes on a Sunday evening.`,
  brands: `Budget, Penny, Frugal, Nest Egg, Savings, Money Map, Paycheck, Wallet, Dollar, Ledger, Coin Jar, Wealth`,
  tags: `money saving tips, budgeting finances, personal finance, saving money, budget planner, frugal living, make money
    online, financial freedom, investing, debt free, money management, finance tips, side income, saving plan`,
});
