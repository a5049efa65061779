/* job.h - yilian-job: imports, exports and housekeeping, one after another. */
#ifndef YILIAN_JOB_H
#define YILIAN_JOB_H

/* The whole life of the program: reads --config FILE [--check | --once], works until SIGTERM.
 * --check prepares every statement and ends; --once works until nothing waits. What main returns. */
int job_main(int argc, char **argv);

#endif
