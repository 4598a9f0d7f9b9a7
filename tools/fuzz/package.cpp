// The ZIP package: every part that it names, read to its end.
#include "formats/docx/package.h"

#include <string>

#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_package(Bytes bytes) {
  Context context(small_limits());
  const auto package = docx::Package::open(bytes, context);
  if (!package) return;
  std::uint64_t inflated = 0;
  for (const std::string& name : package->part_names()) {
    expect(package->has(name), "a part is listed and not there");
    inflated += package->bytes(name).size();
    (void)package->content_type(name);
    for (const docx::Relationship& relation : package->relationships(name))
      expect(relation.external || relation.target.find("../") != 0, "a target leads out of the package");
    if (context.budget.out_of_time()) break;
  }
  (void)package->main_part();
  expect(inflated <= 2 * context.limits.package_bytes, "more was inflated than the limit");
}

}  // namespace gridlift::fuzz
