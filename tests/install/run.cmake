# cmake -DBUILD=... -DWORK=... -DGENERATOR=... -DDOCUMENTS=... -P run.cmake: installs into WORK/tree, builds the outsider against it,
# runs it, and builds the C program once more by pkg-config.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/tree")
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK}/build" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${WORK}/tree" "-DCMAKE_C_FLAGS=${C_FLAGS}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/in_c")
run("${WORK}/build/in_cpp")
run("${WORK}/tree/bin/gridlift" --version)
# The command loads its parts from the installed tree.
foreach(document ${DOCUMENTS})
  run("${WORK}/tree/bin/gridlift" convert --to xlsx -o "${WORK}/out.xlsx" "${document}")
endforeach()

file(GLOB_RECURSE packages "${WORK}/tree/*/gridlift.pc")
get_filename_component(folder "${packages}" DIRECTORY)
run(sh -c "PKG_CONFIG_PATH='${folder}' pkg-config --define-variable=prefix='${WORK}/tree' --cflags --libs gridlift >'${WORK}/flags' \
  && cc ${C_FLAGS} '${CMAKE_CURRENT_LIST_DIR}/in_c.c' $(cat '${WORK}/flags') -o '${WORK}/by_pkg_config'")
run("${CMAKE_COMMAND}" -E env "LD_LIBRARY_PATH=${folder}/.." "${WORK}/by_pkg_config")
