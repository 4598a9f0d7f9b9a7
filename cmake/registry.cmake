# add_reader and add_serializer: one line in the root list builds a format's sources and puts it into a generated table.
# Static constructors would not do: a linker drops them from a static library.
set_property(GLOBAL PROPERTY GRIDLIFT_READERS "")
set_property(GLOBAL PROPERTY GRIDLIFT_SERIALIZERS "")

function(add_reader name)
  add_format(READER read_${name} ${name} ${ARGN})
endfunction()

function(add_serializer name)
  add_format(SERIALIZER make_${name} ${name} ${ARGN})
endfunction()

function(add_format kind door name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PART;LIBRARIES" ${ARGN})
  target_sources(gridlift_objects PRIVATE ${ARG_SOURCES})
  set_property(GLOBAL APPEND PROPERTY GRIDLIFT_${kind}S ${name})
  if(ARG_PART)
    add_part(${name} DOOR ${door} SOURCES ${ARG_PART} LIBRARIES ${ARG_LIBRARIES})
    set_property(GLOBAL APPEND_STRING PROPERTY GRIDLIFT_PART_TABLE "${kind}_PART(${name})\n")
  endif()
endfunction()

# A part is an object library that the products link. For the command it becomes a module of its own: everything that the
# part uses of the rest is in it once more, and its one exported symbol is `gridlift_part`, the address of its door, a
# function that tools/parts/doors.h declares. One that only the command has (COMMAND_ONLY) may use ARCHIVES of it.
function(add_part name)
  cmake_parse_arguments(ARG "COMMAND_ONLY" "DOOR" "SOURCES;LIBRARIES;ARCHIVES" ${ARGN})
  set(part gridlift_${name}_part)
  add_library(${part} OBJECT ${ARG_SOURCES})
  gridlift_warnings(${part})
  target_link_libraries(${part} PUBLIC gridlift_objects ${ARG_LIBRARIES})
  set_target_properties(${part} PROPERTIES
    GRIDLIFT_MODULE ${name} GRIDLIFT_DOOR GRIDLIFT_DOOR=gridlift::${ARG_DOOR} GRIDLIFT_ARCHIVES "${ARG_ARCHIVES}")
  if(NOT ARG_COMMAND_ONLY)
    set_property(GLOBAL APPEND PROPERTY GRIDLIFT_PARTS ${part})
  endif()
  set_property(GLOBAL APPEND PROPERTY GRIDLIFT_COMMAND_PARTS ${part})
endfunction()

function(write_registry)
  foreach(kind READER SERIALIZER)
    get_property(names GLOBAL PROPERTY GRIDLIFT_${kind}S)
    set(lines "")
    foreach(name ${names})
      string(APPEND lines "${kind}(${name})\n")
    endforeach()
    string(TOLOWER "${kind}s" stem)
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/${stem}.def" CONTENT "${lines}")
  endforeach()
  get_property(table GLOBAL PROPERTY GRIDLIFT_PART_TABLE)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/parts.def" CONTENT "${table}")
  get_property(parts GLOBAL PROPERTY GRIDLIFT_PARTS)
  set(gridlift_parts ${parts} PARENT_SCOPE)
endfunction()

# Each part as a module, built and installed.
function(add_parts)
  get_property(parts GLOBAL PROPERTY GRIDLIFT_COMMAND_PARTS)
  foreach(part ${parts})
    foreach(property MODULE DOOR ARCHIVES)
      get_target_property(${property} ${part} GRIDLIFT_${property})
    endforeach()
    set(module gridlift_${MODULE}_module)
    add_library(${module} MODULE tools/parts/door.cpp)
    gridlift_warnings(${module})
    target_compile_definitions(${module} PRIVATE ${DOOR})
    # From the archives the linker takes what the part uses.
    target_link_libraries(${module} PRIVATE ${part})
    foreach(archive ${ARCHIVES} gridlift_static)
      target_link_libraries(${module} PRIVATE "$<TARGET_FILE:${archive}>")
      add_dependencies(${module} ${archive})
      set_property(TARGET ${module} APPEND PROPERTY LINK_DEPENDS "$<TARGET_FILE:${archive}>")
    endforeach()
    target_link_options(${module} PRIVATE "LINKER:--no-undefined" "LINKER:--as-needed" "LINKER:--version-script=${PROJECT_SOURCE_DIR}/cmake/part.map")
    set_property(TARGET ${module} APPEND PROPERTY LINK_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/part.map")
    set_target_properties(${module} PROPERTIES
      PREFIX "" OUTPUT_NAME gridlift-${MODULE} LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/parts")
    set_property(GLOBAL APPEND PROPERTY GRIDLIFT_MODULES ${module})
    install(TARGETS ${module} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/gridlift" COMPONENT command)
  endforeach()
endfunction()

# use_parts(COMMAND): a program that has the modules (tools/parts/parts.cpp finds them from its own place), and whose
# lxw_tmpfile (tools/bulk/workbook_files.cpp) is found by the library of the workbooks.
function(use_parts command)
  get_property(modules GLOBAL PROPERTY GRIDLIFT_MODULES)
  add_dependencies(${command} ${modules})
  file(RELATIVE_PATH parts "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}/gridlift")
  set_source_files_properties(tools/parts/parts.cpp PROPERTIES COMPILE_DEFINITIONS "GRIDLIFT_PARTS=\"${parts}\"")
  target_link_options(${command} PRIVATE LINKER:--undefined=lxw_tmpfile LINKER:--export-dynamic-symbol=lxw_tmpfile)
endfunction()

# embed_profiles(TARGET FOLDER): every FOLDER/*.json as a raw string in a generated table, so that the command needs no
# files beside it.
function(embed_profiles target folder)
  file(GLOB profiles CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.json")
  list(SORT profiles)
  set(lines "")
  foreach(profile ${profiles})
    get_filename_component(id "${profile}" NAME_WE)
    file(READ "${profile}" text)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${profile}")
    string(APPEND lines "PROFILE(\"${id}\", R\"profile(${text})profile\")\n")
  endforeach()
  file(WRITE "${PROJECT_BINARY_DIR}/generated/profiles.def.new" "${lines}")
  file(COPY_FILE "${PROJECT_BINARY_DIR}/generated/profiles.def.new" "${PROJECT_BINARY_DIR}/generated/profiles.def" ONLY_IF_DIFFERENT)
endfunction()
