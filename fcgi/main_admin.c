/* main_admin.c - yilian-admin, the command line of the portal's operators. */
#include "admin.h"

int
main(int argc, char **argv)
{
	return admin_main(argc, argv);
}
