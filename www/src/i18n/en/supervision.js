/* supervision.js - the list of missed quarters, in English. */
export default {
  supervision: {
    quarter: 'Quarter',
    unit: 'Institution',
    state: 'State',
    last_visit: 'Last visit',
    never: 'Never visited',
    all: 'All',
    missed: 'Missed',
    running: 'Still due this quarter',
    until: 'Due by {day}',
    none: 'All were supervised',
    missed_why: 'Each member of an alliance once a quarter; what it confirmed counts',
  },
}
