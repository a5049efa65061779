/* log.h - one line an event, as JSON on standard error; never personal data, never a parameter. */
#ifndef YILIAN_LOG_H
#define YILIAN_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Names the program in every line, and the lowest level that is written. */
void log_open(const char *program, enum log_level lowest);

/* Writes {"time","level","program","pid","event",...}: pairs of const char * name and value follow
 * event and end in NULL; a NULL value is left out. One write(2) a line. Thread-safe. */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));

/* Logs the sentence and aborts: for bugs and exhausted memory only. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
