-- A pandoc reader for every format that gridlift reads: pandoc -f gridlift.lua report.pdf -o report.docx
--
-- It calls the command gridlift, which must be in the path, or named by the environment's GRIDLIFT. Options for
-- `gridlift convert` can be given in GRIDLIFT_OPTIONS, parted by blanks.
--
-- The command writes HTML with real spans, header rows, captions and headings, which pandoc's own reader takes.

local function arguments(input)
  local list = {'convert', input, '--to', 'html'}
  for word in (os.getenv('GRIDLIFT_OPTIONS') or ''):gmatch('%S+') do
    list[#list + 1] = word
  end
  return list
end

-- The exit status of a document that a limit or damage cut: what is there is read, and the command has said what is not.
local PARTIAL = 3

local function convert(input, bytes)
  local command = os.getenv('GRIDLIFT') or 'gridlift'
  local done, html = pcall(pandoc.pipe, command, arguments(input), bytes)
  if done then
    return html
  end
  if html.error_code == PARTIAL then
    return html.output
  end
  error(html, 0)
end

local function read(input, bytes, options)
  return pandoc.read(convert(input, bytes), 'html', options)
end

if PANDOC_VERSION >= '3' then
  -- Bytes as they are in the files.
  function ByteStringReader(input, options)
    return read('-', input, options)
  end
else
  -- pandoc 2 hands over decoded text, which a PDF does not survive: the command opens the files itself.
  function Reader(sources, options)
    local document = pandoc.Pandoc({})
    for _, source in ipairs(sources) do
      if source.name == '' then
        error('pandoc 2 cannot hand bytes from standard input to a reader: name the file')
      end
      document.blocks:extend(read(source.name, '', options).blocks)
    end
    return document
  end
end
