// Sections: the heading tree of a document, its title, year, organisation and signature.
#pragma once

#include "converters/report/report.h"
#include "core/document.h"

namespace gridlift::report {

/// Fills sections, title, year, organization and date. `profile` may be null; with one, sections get their kinds, and
/// missing and extra ones are noted.
void read_sections(const Document& document, const Profile* profile, Report& report);

}  // namespace gridlift::report
