/* The C door of gridlift: documents in, any output format out, from any language that can call C.
 *
 *   gridlift_options options;
 *   gridlift_options_init(&options, sizeof options);
 *   gridlift_owned_result *result = NULL;
 *   if (gridlift_convert_file("report.pdf", "json", &options, &result) == GRIDLIFT_OK) {
 *     size_t size;
 *     const char *json = gridlift_result_bytes(result, &size);
 *   } else {
 *     fprintf(stderr, "%s\n", gridlift_result_message(result));
 *   }
 *   gridlift_result_free(result);
 *
 * Conventions
 *  1. Every function may be called with NULL handles: it then does nothing, and returns 0, NULL or an error.
 *  2. What has `owned` in its type name is the caller's, who hands it to the ..._free of its kind once. Every other
 *     pointer is borrowed: it belongs to the handle it came from and lives as long as it. What a caller passes in is
 *     read during the call and never kept.
 *  3. Texts are UTF-8 and end with a zero byte; where a size is given as well, the text may hold zero bytes.
 *  4. Structs begin with their size in bytes, set by their caller. Members are added at the end only, so that a program
 *     built against an older header works with a newer library, and the other way round. 0 and NULL of a new member
 *     mean what was so before it.
 *  5. Enumerations get new values at the end only.
 *  6. Nothing is thrown, printed or aborted; nothing is kept between calls. Memory that runs out is
 *     GRIDLIFT_LIMIT_MEMORY.
 *  7. Threads: any number, each with handles of its own. One handle is used by one thread at a time; after the call
 * that made it, any number of threads may read it. What gridlift_list and the ..._name and ..._version functions return
 *     lives as long as the library.
 *  8. Callbacks are called on the calling thread, and must not call longjmp or throw.
 *  9. A document can be hostile: limits hold, but a parser runs in the process of the caller. Who must survive every
 *     file runs `gridlift bulk`, or a process of his own.
 */
#ifndef GRIDLIFT_H
#define GRIDLIFT_H

#include <stddef.h>
#include <stdint.h>

#if defined(GRIDLIFT_BUILDING)
#define GRIDLIFT_API __attribute__((visibility("default")))
#else
#define GRIDLIFT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Raised when a program built against an older header would no longer work. */
#define GRIDLIFT_ABI_VERSION 1

/** What came of a call; gridlift_status_name gives the stable name. */
typedef enum gridlift_status {
  GRIDLIFT_OK = 0,
  GRIDLIFT_UNSUPPORTED_FORMAT,
  GRIDLIFT_LEGACY_OFFICE,
  GRIDLIFT_ENCRYPTED,
  GRIDLIFT_BAD_PASSWORD,
  GRIDLIFT_DAMAGED,
  GRIDLIFT_EMPTY,
  GRIDLIFT_LIMIT_INPUT_SIZE,
  GRIDLIFT_LIMIT_EXPANSION,
  GRIDLIFT_LIMIT_DEPTH,
  GRIDLIFT_LIMIT_ITEMS,
  GRIDLIFT_LIMIT_TIME,
  GRIDLIFT_LIMIT_MEMORY,
  GRIDLIFT_CRASH,
  GRIDLIFT_IO_READ,
  GRIDLIFT_IO_WRITE,
  GRIDLIFT_NO_SPACE,
  GRIDLIFT_PERMISSION,
  GRIDLIFT_NOT_REGULAR_FILE,
  GRIDLIFT_CHANGED_DURING_READ,
  GRIDLIFT_CANCELLED,
  GRIDLIFT_BAD_ARGUMENT,
  GRIDLIFT_INTERNAL
} gridlift_status;

/** How bad a diagnostic is. */
typedef enum gridlift_severity { GRIDLIFT_INFO = 0, GRIDLIFT_WARNING, GRIDLIFT_ERROR } gridlift_severity;

/** What gridlift_list lists. */
typedef enum gridlift_kind {
  GRIDLIFT_READERS = 0,    /**< what `from` takes */
  GRIDLIFT_FORMATS,        /**< what `to` takes in gridlift_convert */
  GRIDLIFT_REPORT_FORMATS, /**< what `to` takes in gridlift_report */
  GRIDLIFT_PROFILES,       /**< shipped profiles */
  GRIDLIFT_LIMITS          /**< names of limits */
} gridlift_kind;

/** Takes output as it comes. A return value other than 0 stops the conversion with GRIDLIFT_IO_WRITE. */
typedef int (*gridlift_write_fn)(void* user, const char* bytes, size_t size);
/** Asked now and then. A return value other than 0 stops the conversion with GRIDLIFT_CANCELLED. */
typedef int (*gridlift_cancel_fn)(void* user);

/** How far a conversion has come. Borrowed during the callback. */
typedef struct gridlift_progress {
  size_t size;          /**< of this struct, as the library knows it */
  uint64_t pages;       /**< read so far; 0 in formats without pages */
  uint64_t pages_total; /**< 0 where the format does not know */
  uint64_t blocks;      /**< paragraphs and tables read so far, in formats without pages */
} gridlift_progress;
/** Told after each page or block that was read. */
typedef void (*gridlift_progress_fn)(void* user, const gridlift_progress* progress);

/** One of the limits that gridlift_list(GRIDLIFT_LIMITS) names. 0 is refused; UINT64_MAX is no limit. */
typedef struct gridlift_limit {
  const char* name;
  uint64_t value;
} gridlift_limit;

/** What a conversion is asked for. All members but `size` may be 0 after gridlift_options_init but `table`. */
typedef struct gridlift_options {
  size_t size;                   /**< of this struct, as the caller knows it; set by gridlift_options_init */
  const char* from;              /**< a reader's name; NULL or "auto": by content */
  const char* password;          /**< PDF; NULL: none */
  const char* encoding;          /**< text: charset; NULL: found out */
  int32_t track_changes;         /**< DOCX: 0 accept, 1 reject, 2 keep all */
  int32_t hidden_text;           /**< 1: keep hidden and off-page text */
  int32_t comments;              /**< 1: DOCX comments as notes */
  int32_t latex;                 /**< 1: DOCX equations as LaTeX */
  int32_t keep_markup;           /**< 1: text: keep other converters' leftovers */
  int32_t respect_permissions;   /**< 1: PDF: refuse files whose owner forbids copying */
  int32_t no_stitch;             /**< 1: do not join tables over page breaks */
  int32_t keep_slivers;          /**< 1: keep columns a hair wide */
  double min_confidence;         /**< 0..1; tables below it are given back to the text */
  int64_t table;                 /**< from 0: only this table; -1 (the default): all */
  int32_t fill_spans;            /**< 1: csv, tsv: a merged cell's text in all its slots */
  int32_t raw_formulas;          /**< 1: csv, tsv: do not defuse texts that a spreadsheet would run */
  int32_t furniture;             /**< 1: txt, md, html: page headers and footers too */
  int32_t no_hash;               /**< 1: leave source.sha256 out */
  const gridlift_limit* limits;  /**< `limit_count` of them */
  size_t limit_count;            /**< 0: the defaults */
  gridlift_write_fn write;       /**< NULL: the output is kept, see gridlift_result_bytes */
  gridlift_cancel_fn cancel;     /**< NULL: never asked */
  gridlift_progress_fn progress; /**< NULL: nobody is told */
  void* user;                    /**< handed to the callbacks */
  const char* profile;           /**< report: NULL or "auto", "none", a shipped profile's name, or a file's path */
  const char* profile_json;      /**< report: a profile's text, which is used instead; NULL: none */
  int32_t picture_text;          /**< 1: DOCX: alternative texts of pictures, in brackets */
} gridlift_options;

/** What came of one conversion. */
typedef struct gridlift_result gridlift_result;
/** The same, where it is the caller's to free by gridlift_result_free. */
typedef gridlift_result gridlift_owned_result;
/** Bytes that outlive their result; the caller's to free by gridlift_bytes_free. */
typedef struct gridlift_owned_bytes gridlift_owned_bytes;

/** Something odd but survivable. Its texts belong to the result. */
typedef struct gridlift_diagnostic {
  size_t size;         /**< of this struct, set by the caller */
  const char* code;    /**< stable: "row-rejoined" */
  const char* message; /**< one line for people */
  const char* where;   /**< "page 3"; "" for the whole document */
  int32_t severity;    /**< a gridlift_severity */
  int32_t cut;         /**< 1: content was dropped */
} gridlift_diagnostic;

/** GRIDLIFT_ABI_VERSION of the library. */
GRIDLIFT_API uint32_t gridlift_abi_version(void);
/** The version of the library: "0.1.0". */
GRIDLIFT_API const char* gridlift_version(void);
/** The stable name of a status: "ENCRYPTED"; "OK" for GRIDLIFT_OK; "INTERNAL" for a number that is none. */
GRIDLIFT_API const char* gridlift_status_name(gridlift_status status);
/** The name at `index` of what this build knows of a kind; NULL after the last, and for an unknown kind. */
GRIDLIFT_API const char* gridlift_list(gridlift_kind kind, size_t index);

/** Fills the first `size` bytes with defaults. */
GRIDLIFT_API void gridlift_options_init(gridlift_options* options, size_t size);

/** Converts bytes. `to` is an output format, or several parted by commas, which are then made in one pass (only without
 * a write callback); `options` may be NULL; `name` (may be NULL) is the file's name, for the output and to break ties
 * of detection. `*result` is set in every case but when no memory is left for it, or when `result` is NULL
 * (BAD_ARGUMENT). */
GRIDLIFT_API gridlift_status gridlift_convert(const void* bytes, size_t size, const char* name, const char* to,
                                              const gridlift_options* options, gridlift_owned_result** result);
/** The same from a regular file. */
GRIDLIFT_API gridlift_status gridlift_convert_file(const char* path, const char* to, const gridlift_options* options,
                                                   gridlift_owned_result** result);

/** Reads bytes as a report: typed values, records, and what a profile knows: keys, units, checks. `to` is one report
 * format. The rest is as in gridlift_convert. */
GRIDLIFT_API gridlift_status gridlift_report(const void* bytes, size_t size, const char* name, const char* to,
                                             const gridlift_options* options, gridlift_owned_result** result);
/** The same from a regular file. */
GRIDLIFT_API gridlift_status gridlift_report_file(const char* path, const char* to, const gridlift_options* options,
                                                  gridlift_owned_result** result);

GRIDLIFT_API gridlift_status gridlift_result_status(const gridlift_result* result);
/** One line for people; "" when all went well. */
GRIDLIFT_API const char* gridlift_result_message(const gridlift_result* result);
/** 1: a limit or damage cut content; the diagnostics with `cut` say what. */
GRIDLIFT_API int gridlift_result_is_partial(const gridlift_result* result);
/** The output, the first when there are several; "" when there was a write callback. `size` may be NULL. */
GRIDLIFT_API const char* gridlift_result_bytes(const gridlift_result* result, size_t* size);
/** The output of one of several formats; NULL when it was not asked for. `size` may be NULL. */
GRIDLIFT_API const char* gridlift_result_output(const gridlift_result* result, const char* to, size_t* size);
/** The first output, moved out of the result without a copy; the result's own is empty afterwards. NULL when no memory
 * is left. */
GRIDLIFT_API gridlift_owned_bytes* gridlift_result_take_bytes(gridlift_owned_result* result);
/** The reader that was used: "docx", "pdf", "text"; "" when none was. */
GRIDLIFT_API const char* gridlift_result_format(const gridlift_result* result);
GRIDLIFT_API uint64_t gridlift_result_pages(const gridlift_result* result);
GRIDLIFT_API uint64_t gridlift_result_tables(const gridlift_result* result);
GRIDLIFT_API uint64_t gridlift_result_input_chars(const gridlift_result* result);
GRIDLIFT_API uint64_t gridlift_result_lost_chars(const gridlift_result* result);
GRIDLIFT_API size_t gridlift_result_diagnostic_count(const gridlift_result* result);
/** Fills `diagnostic`, whose `size` the caller has set; 0 when there is no such one. */
GRIDLIFT_API int gridlift_result_diagnostic(const gridlift_result* result, size_t index,
                                            gridlift_diagnostic* diagnostic);
GRIDLIFT_API void gridlift_result_free(gridlift_owned_result* result);

/** The bytes. `size` may be NULL. */
GRIDLIFT_API const char* gridlift_bytes_data(const gridlift_owned_bytes* bytes, size_t* size);
GRIDLIFT_API void gridlift_bytes_free(gridlift_owned_bytes* bytes);

/** All of the above for hosts that load the library by dlopen: one symbol to look up. */
typedef struct gridlift_api {
  size_t size;
  uint32_t abi_version;
  const char* (*version)(void);
  const char* (*status_name)(gridlift_status);
  const char* (*list)(gridlift_kind, size_t);
  void (*options_init)(gridlift_options*, size_t);
  gridlift_status (*convert)(const void*, size_t, const char*, const char*, const gridlift_options*,
                             gridlift_owned_result**);
  gridlift_status (*convert_file)(const char*, const char*, const gridlift_options*, gridlift_owned_result**);
  gridlift_status (*report)(const void*, size_t, const char*, const char*, const gridlift_options*,
                            gridlift_owned_result**);
  gridlift_status (*report_file)(const char*, const char*, const gridlift_options*, gridlift_owned_result**);
  gridlift_status (*result_status)(const gridlift_result*);
  const char* (*result_message)(const gridlift_result*);
  int (*result_is_partial)(const gridlift_result*);
  const char* (*result_bytes)(const gridlift_result*, size_t*);
  const char* (*result_output)(const gridlift_result*, const char*, size_t*);
  gridlift_owned_bytes* (*result_take_bytes)(gridlift_owned_result*);
  const char* (*result_format)(const gridlift_result*);
  uint64_t (*result_pages)(const gridlift_result*);
  uint64_t (*result_tables)(const gridlift_result*);
  uint64_t (*result_input_chars)(const gridlift_result*);
  uint64_t (*result_lost_chars)(const gridlift_result*);
  size_t (*result_diagnostic_count)(const gridlift_result*);
  int (*result_diagnostic)(const gridlift_result*, size_t, gridlift_diagnostic*);
  void (*result_free)(gridlift_owned_result*);
  const char* (*bytes_data)(const gridlift_owned_bytes*, size_t*);
  void (*bytes_free)(gridlift_owned_bytes*);
} gridlift_api;

/** NULL when the library cannot serve a program that was built for `abi_version`. */
GRIDLIFT_API const gridlift_api* gridlift_get_api(uint32_t abi_version);

#ifdef __cplusplus
}
#endif

#endif
