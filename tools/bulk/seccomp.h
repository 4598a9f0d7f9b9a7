// The system calls that a worker may make.
#pragma once

namespace gridlift::bulk {

/// What a converter needs is allowed from now on, what starts or reaches something ends the process, the rest fails
/// with EPERM. False when the kernel, or the part of the command that has it (tools/parts), does not offer it.
bool enter_seccomp();

}  // namespace gridlift::bulk
