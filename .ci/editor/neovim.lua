-- An author's minute in Neovim, headless: a topic is opened, a word broken, the finding
-- seen, the action applied, the page saved, and clean. It runs in a site of its own.

local topic = 'content/topics/ferry.md'

local function fail(what)
  io.stderr:write('FAILED: in Neovim: ' .. what .. '\n')
  for _, finding in ipairs(vim.diagnostic.get(0)) do
    io.stderr:write('  ' .. vim.inspect(finding) .. '\n')
  end
  vim.cmd('cquit 1')
end

local function wait(what, so)
  if not vim.wait(20000, so, 10) then
    fail(what)
  end
  print('ok: ' .. what .. '\n')
end

local function found(rule)
  return function()
    for _, finding in ipairs(vim.diagnostic.get(0)) do
      if rule == nil or finding.code == rule or ((finding.user_data or {}).lsp or {}).code == rule then
        return true
      end
    end
    return false
  end
end
local function clean() return #vim.diagnostic.get(0) == 0 end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  for _, answer in pairs(answers) do
    if answer.result ~= nil and answer.result ~= vim.NIL then
      return answer.result
    end
  end
  fail('no answer to ' .. method)
end

-- The position of a part of the page, which must be on it once.
local function cursor(part)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(part, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 })
      return vim.lsp.util.make_position_params(0, 'utf-16')
    end
  end
  fail('the page has no ' .. part)
end

local function put(old, new)
  cursor(old)
  local row = vim.api.nvim_win_get_cursor(0)[1]
  local at = vim.api.nvim_win_get_cursor(0)[2]
  vim.api.nvim_buf_set_text(0, row - 1, at, row - 1, at + #old, vim.split(new, '\n'))
end

local function minute()

vim.cmd('edit ' .. topic)
wait('the server is attached', function()
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.initialized then return true end
  end
end)
local before = vim.api.nvim_buf_get_lines(0, 0, -1, false)

-- Characters of four bytes before the word show whether positions are right.
put('Of fishing', '日本👍 Of fishing')
put('did not agree', 'did agree')
wait('a broken word is found while it is typed', found('quote-altered'))
local finding = vim.diagnostic.get(0)[1]
local line = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, false)[1]
if not line:sub(finding.col + 1):find('^did agree') and not line:sub(1, finding.end_col):find('did agree$') then
  fail('the finding stands at ' .. line:sub(finding.col + 1, finding.end_col))
end

local params = cursor('did agree')
local actions = ask('textDocument/codeAction', {
  textDocument = params.textDocument,
  range = { start = params.position, ['end'] = params.position },
  context = { diagnostics = {} },
})
if #actions ~= 1 or not actions[1].title:find('Use the source') then
  fail('the actions are ' .. vim.inspect(actions))
end
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
put('日本👍 Of fishing', 'Of fishing')
wait('the action mends it', clean)
vim.cmd('write')
if table.concat(vim.fn.readfile(topic), '\n') ~= table.concat(before, '\n') then
  fail('the page that was saved is another one')
end

-- The passage, and the way to it.
local shown = ask('textDocument/hover', cursor('Ice decides'))
if not shown.contents.value:find('Tomas Vell', 1, true) then
  fail('the passage is shown as ' .. vim.inspect(shown))
end
local places = ask('textDocument/definition', cursor('Ice decides'))
if not places[1].uri:find('/courier/text.txt$') then
  fail('the passage is at ' .. vim.inspect(places))
end

-- A proven quotation for one key: omnifunc is what <C-x><C-o> calls.
vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', 'He said [“Ice dec”](source:courier "Tomas Vell").' })
local at = cursor('”](source:courier "Tomas Vell").')
local offered = ask('textDocument/completion', at)
local item = offered.items[1]
if not item or item.textEdit.newText ~= 'decides' then
  fail('it offers ' .. vim.inspect(offered))
end
vim.lsp.util.apply_text_edits({ item.textEdit }, 0, 'utf-16')
wait('what is completed is proven', clean)
vim.cmd('write')

-- Another ID for a source, in all files.
local edit = ask('textDocument/rename', vim.tbl_extend('force', cursor('courier "Tomas Vell").'), { newName = 'lake-courier' }))
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
vim.cmd('wall')
for _, name in ipairs({ 'content/sources/lake-courier/index.md', 'texts/lake-courier/text.txt' }) do
  if vim.fn.filereadable(name) ~= 1 then
    fail(name .. ' is not there')
  end
end
wait('after a source has another ID all is clean', clean)

-- And for a person, whose page is a file.
edit = ask('textDocument/rename', vim.tbl_extend('force', cursor('ida-marsh.md'), { newName = 'ida-b-marsh' }))
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
vim.cmd('wall')
if vim.fn.filereadable('content/people/ida-b-marsh.md') ~= 1 then
  fail('the page of the person is not there')
end
wait('after a person has another ID all is clean', clean)

vim.lsp.stop_client(vim.lsp.get_active_clients())
wait('the server has ended', function() return #vim.lsp.get_active_clients() == 0 end)
end

local well, wrong = pcall(minute)
if not well then
  fail(wrong)
end
vim.cmd('qall!')
