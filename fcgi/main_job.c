/* main_job.c - yilian-job, the worker behind the workers. */
#include "job.h"

int
main(int argc, char **argv)
{
	return job_main(argc, argv);
}
