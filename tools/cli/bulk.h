// What the subcommands of `gridlift bulk` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tools/bulk/coordinator.h"
#include "tools/bulk/progress.h"

namespace gridlift::cli {

/// Options of a run that say how, not what.
struct BulkManner {
  unsigned jobs = 0;  ///< 0: one for each core
  unsigned timeout = 120;
  unsigned stall = 60;
  int recycle = 1000;  ///< documents
  std::uint64_t memory_mb = 2048;
  std::string sandbox = "best";
  bool quiet = false;
  bool json_progress = false;
};

void add_manner_options(CLI::App& app, BulkManner& manner);
void apply(const BulkManner& manner, bulk::BulkOptions& options);

/// Runs, shows, writes the summary. Returns the exit status.
int run_and_report(bulk::Inputs inputs, const bulk::BulkOptions& options, const BulkManner& manner);

/// `bulk status`, `bulk retry`, `bulk merge`: what is done with a folder that a run has made.
void add_folder_commands(CLI::App& bulk, int& status);

/// Reports an error of the run itself: exit status 4.
int stop(const Error& error);

}  // namespace gridlift::cli
